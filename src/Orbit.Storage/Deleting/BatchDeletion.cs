namespace Orbit.Storage.Deleting;

/// <summary>One bulk request, sent again for those of its paths that failed in a transient way.</summary>
internal sealed class BatchDeletion(StorageBackend backend, IReadOnlyList<StoragePath> paths)
{
    private readonly StorageFault?[] _faults = new StorageFault?[paths.Count];
    private List<int> _open = [.. Enumerable.Range(0, paths.Count)];

    /// <summary>Deletes the paths.</summary>
    /// <returns>For each, in order, why it is still there, or null.</returns>
    public async Task<IReadOnlyList<StorageException?>> RunAsync(CancellationToken cancellationToken)
    {
        FailureTranslator translator = new(backend, StorageOperation.Delete, paths[0]);
        try
        {
            await backend.RunUnitAsync(translator, static (_, batch, token) => batch.SendAsync(token), this, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException) when (_open.Count > 0 && _open.TrueForAll(i => _faults[i] is not null))
        {
            // The store answered for each path to the last try: the answers are the result.
        }

        return Array.ConvertAll(Enumerable.Range(0, paths.Count).ToArray(), i =>
            _faults[i] is { Kind: not StorageErrorKind.NotFound } fault ? new FailureTranslator(backend, StorageOperation.Delete, paths[i]).Refuse(fault) : null);
    }

    private async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        List<int> sent = _open;
        foreach (int i in sent)
        {
            _faults[i] = null;
        }

        IReadOnlyList<StorageFault?> answers = await backend.SendDeleteBatchAsync(sent.ConvertAll(i => paths[i]), cancellationToken).ConfigureAwait(false);
        if (answers.Count != sent.Count)
        {
            throw new StorageException(StorageErrorKind.OutcomeUnknown, $"the store answered for {answers.Count} of {sent.Count} paths of a bulk delete.");
        }

        _open = [];
        for (int i = 0; i < sent.Count; i++)
        {
            _faults[sent[i]] = answers[i];
            if (answers[i] is { IsTransient: true })
            {
                _open.Add(sent[i]);
            }
        }

        return _open.Count == 0 ? true : throw new StorageException(_faults[_open[0]]!, null);
    }
}
