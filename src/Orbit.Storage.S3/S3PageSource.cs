using Amazon.S3;
using Amazon.S3.Model;
using Orbit.Storage.Transport;

namespace Orbit.Storage.S3;

/// <summary>
/// Lists by ListObjectsV2, page by page. Keys that start with a separator lie, for the store, in a directory without a name; at the root they are shown where
/// that directory would stand, by a listing of their own.
/// </summary>
internal sealed class S3PageSource(S3Store store, StoragePath path, ListOptions options) : IPageSource
{
    private const int LargestPage = 1000;
    private const string Delimiter = "/";

    private readonly string _prefix = store.Key.Below(path);
    private readonly S3PageEntries _entries = new(store, store.Key.Below(path));

    private string Nameless => _prefix + Delimiter;

    public async Task<ListPage> ReadPageAsync(string? continuation, CancellationToken cancellationToken)
    {
        S3ListPosition at = S3ListPosition.Parse(continuation);
        return at.Stage switch
        {
            S3ListStage.Nameless => await ReadNamelessAsync(at, cancellationToken).ConfigureAwait(false),
            _ => await ReadMainAsync(at, cancellationToken).ConfigureAwait(false),
        };
    }

    public ValueTask DisposeAsync() => default;

    private async Task<ListPage> ReadMainAsync(S3ListPosition at, CancellationToken cancellationToken)
    {
        ListObjectsV2Response answer = await AskAsync(_prefix, at.Main, cancellationToken).ConfigureAwait(false);
        bool hasNameless = path.IsRoot && !options.Recursive && S3PageEntries.Holds(answer, Nameless);
        if (hasNameless && at.Stage == S3ListStage.Main)
        {
            return new ListPage(_entries.Merge(answer, before: Nameless), true, S3ListPosition.ToNameless(at.Main));
        }

        string? next = answer.NextContinuationToken;
        return new ListPage(
            _entries.Merge(answer, after: hasNameless ? Nameless : null), answer.IsTruncated == true, string.IsNullOrEmpty(next) ? null : S3ListPosition.ToMain(next));
    }

    private async Task<ListPage> ReadNamelessAsync(S3ListPosition at, CancellationToken cancellationToken)
    {
        ListObjectsV2Response answer = await AskAsync(Nameless, at.Inner, cancellationToken).ConfigureAwait(false);
        string? next = answer.NextContinuationToken;
        string? continuation = answer.IsTruncated != true ? S3ListPosition.ToRest(at.Main) : string.IsNullOrEmpty(next) ? null : S3ListPosition.ToNameless(at.Main, next);
        return new ListPage(_entries.Merge(answer), true, continuation);
    }

    private Task<ListObjectsV2Response> AskAsync(string prefix, string? token, CancellationToken cancellationToken) => store.Client.ListObjectsV2Async(
        new ListObjectsV2Request
        {
            BucketName = store.Bucket,
            Prefix = prefix,
            Delimiter = options.Recursive ? null : Delimiter,
            Encoding = EncodingType.Url,
            MaxKeys = Math.Min(options.PageSize ?? store.Options.PageSize, LargestPage),
            ContinuationToken = token,
            StartAfter = token is null ? StartAfter(prefix) : null,
        },
        cancellationToken);

    // One before the prefix would leave nothing out, and not every store takes it.
    private string? StartAfter(string prefix) => options.StartAfter is { } after && (prefix.Length == store.Key.Prefix.Length || after.CompareTo(store.Key.ToPath(prefix)) > 0)
        ? store.Key.Of(after)
        : null;
}
