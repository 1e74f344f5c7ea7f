namespace Orbit.Storage.Local.Portable;

/// <summary>Removes temporary files that nobody writes: a living writer's cannot be opened alone.</summary>
internal sealed class PortableSweep(DateTimeOffset unchangedSince, CancellationToken cancellationToken)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, RecurseSubdirectories = true };
    private long _count;
    private long _bytes;

    public SweepResult Run(string root)
    {
        foreach (FileInfo file in new DirectoryInfo(root).EnumerateFiles("*", Everything))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TemporaryName.IsMatch(file.Name) && file.LinkTarget is null && file.LastWriteTimeUtc <= unchangedSince)
            {
                Remove(file);
            }
        }

        return new SweepResult(_count, _bytes);
    }

    private void Remove(FileInfo file)
    {
        try
        {
            using (File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.None))
            {
            }

            long length = file.Length;
            file.Delete();
            _count++;
            _bytes += length;
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Its writer lives, or it is gone, or it is another user's.
        }
    }
}
