using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;

namespace Orbit.Storage.S3;

/// <summary>
/// Remembers where the bucket is. The SDK works it out anew for each request, from a table of rules and JSON, which is a tenth of the processor time of a
/// small one; of a request the rules ask for the bucket and some settings, never for the key (docs/decisions/0141).
/// </summary>
/// <param name="rules">What works it out.</param>
internal sealed class S3EndpointMemory(IEndpointProvider rules) : IEndpointProvider
{
    // A backend has one bucket: the last answer is nearly always the next.
    private volatile Answer? _last;

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters is not S3EndpointParameters asked)
        {
            return rules.ResolveEndpoint(parameters);
        }

        Question question = new(asked);
        if (_last is not { } last || last.Question != question)
        {
            _last = last = new Answer(question, rules.ResolveEndpoint(parameters));
        }

        return last.Copy();
    }

    private sealed class Answer(Question question, Endpoint endpoint)
    {
        private readonly string _url = endpoint.URL;

        public Question Question => question;

        // The SDK changes the address of the one that it is given.
        public Endpoint Copy() => new(_url) { Attributes = endpoint.Attributes, Headers = endpoint.Headers };
    }

    private readonly record struct Question
    {
        private readonly string? _bucket;
        private readonly string? _region;
        private readonly string? _endpoint;
        private readonly int _settings;
        private readonly int _known;

        public Question(S3EndpointParameters asked)
        {
            _bucket = asked.Bucket;
            _region = asked.Region;
            _endpoint = asked.Endpoint;
            ReadOnlySpan<bool?> settings =
            [
                asked.UseFIPS, asked.UseDualStack, asked.ForcePathStyle, asked.Accelerate, asked.UseGlobalEndpoint, asked.UseObjectLambdaEndpoint, asked.DisableAccessPoints,
                asked.DisableMultiRegionAccessPoints, asked.UseArnRegion, asked.UseS3ExpressControlEndpoint, asked.DisableS3ExpressSessionAuth,
            ];
            for (int i = 0; i < settings.Length; i++)
            {
                _settings |= settings[i] == true ? 1 << i : 0;
                _known |= settings[i] is not null ? 1 << i : 0;
            }
        }
    }
}
