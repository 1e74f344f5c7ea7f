using Amazon.S3.Model;

namespace Orbit.Storage.S3.Writing;

/// <summary>An object's tags, where they need requests of their own.</summary>
internal static class ObjectTags
{
    public static async Task<List<Tag>> ReadAsync(S3Store store, string key, CancellationToken cancellationToken)
    {
        GetObjectTaggingRequest request = new() { BucketName = store.Bucket, Key = key };
        GetObjectTaggingResponse answer = await store.Calls.RunAsync(
            static (call, token) => call.store.Client.GetObjectTaggingAsync(call.request, token), (store, request), store.Calls.Short, cancellationToken).ConfigureAwait(false);
        return answer.Tagging ?? [];
    }

    /// <summary>Sets tags on an object that has just been published without them.</summary>
    public static async Task RestoreAsync(S3Store store, string key, string? versionId, List<Tag>? tags, CancellationToken cancellationToken)
    {
        if (tags is not { Count: > 0 } || !store.Profile.SeparateTags)
        {
            return;
        }

        PutObjectTaggingRequest request = new() { BucketName = store.Bucket, Key = key, VersionId = versionId, Tagging = new Tagging { TagSet = tags } };
        await store.Calls.RunAsync(
            static (call, token) => call.store.Client.PutObjectTaggingAsync(call.request, token), (store, request), store.Calls.Short, cancellationToken).ConfigureAwait(false);
    }
}
