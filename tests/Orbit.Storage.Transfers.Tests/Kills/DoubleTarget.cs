using Orbit.Storage.S3.Double;
using Orbit.Storage.Transfers.Tests.Ends;

namespace Orbit.Storage.Transfers.Tests.Kills;

/// <summary>A bucket in this process, where the bytes of every body are counted, also of those that broke off.</summary>
internal sealed class DoubleTarget : IKillTarget
{
    private readonly S3Double _endpoint;
    private readonly Lock _gate = new();
    private readonly List<S3Call> _open = [];
    private long _answered;

    private DoubleTarget(S3Double endpoint, S3End end, long partSize, int parts)
    {
        _endpoint = endpoint;
        End = end;
        Uri = FormattableString.Invariant(
            $"s3://{end.Bucket}?endpoint={System.Uri.EscapeDataString(endpoint.Http.ToString())}&path_style=true&region=us-east-1&Store=aws&PartSize={partSize}&Concurrency={parts}");
        Environment = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = endpoint.Options.AccessKey, ["AWS_SECRET_ACCESS_KEY"] = endpoint.Options.SecretKey };
        endpoint.Requests.KeepsCalls = false;
        endpoint.Faults.Add("PutObject", Watch);
        endpoint.Faults.Add("UploadPart", Watch);
    }

    public string Uri { get; }

    public IReadOnlyDictionary<string, string> Environment { get; }

    public TreeEnd End { get; }

    public long BytesSent
    {
        get
        {
            lock (_gate)
            {
                _answered += _open.Where(call => call.Status != 0).Sum(call => call.BytesReceived);
                _open.RemoveAll(call => call.Status != 0);
                return _answered + _open.Sum(call => call.BytesReceived);
            }
        }
    }

    public static async Task<DoubleTarget> StartAsync(long partSize, int parts, CancellationToken cancellationToken)
    {
        S3Double endpoint = await S3Double.StartAsync();
        return new DoubleTarget(endpoint, await S3End.CreateAsync(S3EndServer.Of(endpoint), null, null, cancellationToken), partSize, parts);
    }

    public async ValueTask DisposeAsync()
    {
        await End.DisposeAsync();
        await _endpoint.DisposeAsync();
    }

    // No fault: where the script is asked for one, the request is seen.
    private Fault? Watch(S3Call call, long number)
    {
        lock (_gate)
        {
            _open.Add(call);
        }

        return null;
    }
}
