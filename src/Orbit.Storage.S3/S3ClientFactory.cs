using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;

namespace Orbit.Storage.S3;

/// <summary>Makes the SDK's client so that nothing in it waits, retries, hashes or splits bodies behind the library's back.</summary>
internal static class S3ClientFactory
{
    // Half of what the SDK copies at a time costs a fifth more processor; more gains nothing.
    private const int BufferSize = 128 * 1024;

    public static IAmazonS3 Create(S3BackendOptions options, HttpClientFactory? connections = null)
    {
        AmazonS3Config config = new()
        {
            // One layer retries: the core's. What the SDK repeats unseen when a connection breaks would also hide that an answer was lost, and with it an upload
            // that nobody ends, or one's own object that seems to have been there before.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            ThrottleRetries = false,
            RetryMode = RequestRetryMode.Standard,
            BufferSize = BufferSize,
            ForcePathStyle = options.EffectivePathStyle,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = connections ?? new S3HttpClientFactory(options),
        };
        config.EndpointProvider = new S3EndpointMemory(config.EndpointProvider);
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? RegionEndpoint.USEast1.SystemName;
            config.UseHttp = endpoint.Scheme == Uri.UriSchemeHttp;
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            return FindCredentials(options) is { } credentials ? new S3Client(credentials, config) : new S3Client(config);
        }
        catch (AmazonClientException failure)
        {
            throw new StorageException(
                StorageErrorKind.InvalidConfiguration, $"The SDK cannot make a client: {failure.Message}. Set Region, or name one in the environment (AWS_REGION) or the SDK's profile.", failure);
        }
    }

    private static AWSCredentials? FindCredentials(S3BackendOptions options)
    {
        if (options.Anonymous)
        {
            return new AnonymousAWSCredentials();
        }

        if (options.AccessKey is not null)
        {
            return options.SessionToken is null
                ? new BasicAWSCredentials(options.AccessKey, options.SecretKey)
                : new SessionAWSCredentials(options.AccessKey, options.SecretKey, options.SessionToken);
        }

        if (options.CredentialsProfile is not { } name)
        {
            return null;
        }

        return new CredentialProfileStoreChain().TryGetAWSCredentials(name, out AWSCredentials credentials)
            ? credentials
            : throw new StorageException(StorageErrorKind.InvalidConfiguration, $"CredentialsProfile '{name}' is not in the SDK's credentials file; add it there, or set AccessKey and SecretKey.");
    }
}
