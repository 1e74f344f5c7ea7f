using Amazon.Runtime;

namespace Orbit.Storage.S3.Tests.Servers;

/// <summary>The backend's own connections, with every request and every answer counted that is still being read.</summary>
internal sealed class ObservedConnections(S3BackendOptions options) : HttpClientFactory
{
    private readonly S3HttpClientFactory _factory = new(options);
    private long _requests;
    private int _leases;

    public long Requests => Interlocked.Read(ref _requests);

    public int Leases => Volatile.Read(ref _leases);

    /// <summary>Changes the connections before the first one is made. Default: nothing.</summary>
    public Action<SocketsHttpHandler>? Adjust { get; init; }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        SocketsHttpHandler sockets = _factory.Connect();
        Adjust?.Invoke(sockets);
        return new HttpClient(new Observer(this, S3HttpClientFactory.CreateHandler(sockets))) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => _factory.UseSDKHttpClientCaching(clientConfig);

    public override string? GetConfigUniqueString(IClientConfig clientConfig) => _factory.GetConfigUniqueString(clientConfig);

    private sealed class Observer(ObservedConnections owner, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref owner._requests);
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            Interlocked.Increment(ref owner._leases);
            response.Content = new LeasedContent(response.Content, () => Interlocked.Decrement(ref owner._leases));
            return response;
        }
    }
}
