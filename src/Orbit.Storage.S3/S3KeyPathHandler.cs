using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Orbit.Storage.S3;

/// <summary>
/// Sends keys that start with a separator under the path that was signed. With the bucket in the path the SDK signs <c>/bucket//key</c> and sends
/// <c>/bucket/key</c>, which every store refuses; it joins the two rightly where the endpoint ends in a separator.
/// </summary>
internal sealed class S3KeyPathHandler : PipelineHandler
{
    private const string Key = "{Key+}";

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        IRequest request = executionContext.RequestContext.Request;
        Uri signed = request.Endpoint;
        if (!request.PathResources.TryGetValue(Key, out string? key) || !key.StartsWith(StoragePath.Separator) || signed.AbsolutePath.EndsWith(StoragePath.Separator))
        {
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }

        try
        {
            request.Endpoint = new Uri(signed.AbsoluteUri + StoragePath.Separator);
            return await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        }
        finally
        {
            request.Endpoint = signed;
        }
    }
}
