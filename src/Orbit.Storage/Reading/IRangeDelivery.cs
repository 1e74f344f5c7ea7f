namespace Orbit.Storage.Reading;

/// <summary>Where the bytes of a download go. Members that say so are called under the gate of the <see cref="RangeDownload"/>.</summary>
internal interface IRangeDelivery
{
    /// <summary>Whether a failure is to be held back until all bytes before it were delivered.</summary>
    bool KeepsOrder { get; }

    /// <summary>Prepares for a planned segment. Under the gate.</summary>
    /// <returns>False where there is no room for it now.</returns>
    bool TryAdmit(RangeSegment segment);

    /// <summary>Prepares for the tail of a segment that is to be split off. Under the gate.</summary>
    /// <returns>False where there is no room for it now.</returns>
    bool TryAdmitTail(RangeSegment segment, RangeSegment tail);

    /// <summary>Gives room for a segment's next bytes.</summary>
    ValueTask<Memory<byte>> GetMemoryAsync(RangeSegment segment, CancellationToken cancellationToken);

    /// <summary>Takes the bytes that were put there.</summary>
    ValueTask CommitAsync(RangeSegment segment, int count, CancellationToken cancellationToken);

    /// <summary>Goes on where a segment's slot has left off.</summary>
    ValueTask AfterEndAsync(RangeSegment segment);

    /// <summary>Frees what a segment holds, when nobody uses it any more. A second time does nothing. Under the gate, or after everything has stopped.</summary>
    void Release(RangeSegment segment);
}
