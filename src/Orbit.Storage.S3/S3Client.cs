using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace Orbit.Storage.S3;

/// <summary>The SDK's client, put right where it errs.</summary>
internal sealed class S3Client : AmazonS3Client
{
    public S3Client(AWSCredentials credentials, AmazonS3Config configuration)
        : base(credentials, configuration)
    {
    }

    public S3Client(AmazonS3Config configuration)
        : base(configuration)
    {
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandlerAfter<Signer>(new S3KeyPathHandler());
    }
}
