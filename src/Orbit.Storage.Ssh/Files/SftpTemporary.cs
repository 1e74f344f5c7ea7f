using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Orbit.Storage.Ssh.Files;

/// <summary>The hidden sibling that a write fills, and the name that it is to get.</summary>
internal sealed class SftpTemporary
{
    private readonly SshStore _store;
    private readonly SftpTarget _target;
    private readonly List<string> _left = [];
    private bool _isRenamed;
    private bool _isAdopted;
    private ISftpFile? _filled;

    private SftpTemporary(SshStore store, SftpTarget target)
    {
        _store = store;
        _target = target;
        Name = NewName();
    }

    public string Name { get; private set; }

    public string Directory => _target.Directory;

    /// <summary>The directories in which names have come or changed: the target's own, and those that hold the parents that were made.</summary>
    public IEnumerable<string> ChangedDirectories => _target.Made.Select(SftpPath.DirectoryOf).Prepend(Directory).Distinct(StringComparer.Ordinal);

    /// <summary>Whether the directory that it is to lie in was not looked at for this write: where the file cannot be made, it must be.</summary>
    public bool IsDirectoryAssumed => _target.IsDirectoryAssumed;

    /// <summary>Chooses the name; what is refused is refused here. Nothing is created yet but parents.</summary>
    public static SftpTemporary Plan(SftpView view, SshStore store, StoragePath path, WriteOptions options, bool mayAssume = false) =>
        new(store, SftpTarget.Find(view, store, path, options, mayAssume));

    /// <summary>Compares the size, sets what was asked for, and renames. May be called again.</summary>
    public WriteResult Publish(SftpView view, long length)
    {
        if (_isRenamed && IsThere(view))
        {
            return Result(length);
        }

        ISftpFile filled = view.Get(Name);
        if (filled.FullName != Name)
        {
            throw SftpErrors.LinkInTheWay();
        }

        if (_isAdopted && filled.Length > length)
        {
            SftpLeftFile.Cut(view, Name, length);
            filled = view.Get(Name);
        }

        if (filled.Length != length)
        {
            throw SftpErrors.ExplainSize(view.Client, Directory, filled.Length, length);
        }

        Describe(filled);
        _filled = filled;
        _isRenamed = true;
        Rename(view, filled);
        RemoveLeft(view, isHeld: false);
        return Result(length);
    }

    /// <summary>Goes on with the file of an earlier write to the same target. Its own is not made yet.</summary>
    /// <param name="view">Where it is.</param>
    /// <param name="token">The last part of that file's name.</param>
    /// <returns>False where it is gone, is a link or no file, or a writer of this backend has it.</returns>
    public bool TryAdopt(SftpView view, string token)
    {
        string name = SftpPath.Combine(Directory, token);
        if (!_store.Living.TryAdd(name, true))
        {
            return false;
        }

        if (!SftpLeftFile.IsOrdinary(view, name))
        {
            _store.Living.TryRemove(name, out _);
            return false;
        }

        _store.Living.TryRemove(Name, out _);
        Name = name;
        _isAdopted = true;
        return true;
    }

    /// <summary>Removes the file of an earlier write, unless a writer of this backend has it.</summary>
    /// <param name="view">Where it is.</param>
    /// <param name="token">The last part of that file's name.</param>
    public bool Discard(SftpView view, string token)
    {
        string name = SftpPath.Combine(Directory, token);
        bool isRemoved = !_store.Living.ContainsKey(name) && SftpLeftFile.IsOrdinary(view, name);
        if (isRemoved)
        {
            Remove(view, name, isHeld: false);
        }

        return isRemoved;
    }

    /// <summary>Takes another name: what was sent under the old one may still come, and empty the file.</summary>
    public void StartOver()
    {
        _left.Add(Name);
        Name = NewName();
    }

    /// <summary>Removes the file, and the parents that were made for it.</summary>
    /// <param name="view">Where it is.</param>
    /// <param name="isHeld">Whether a handle of it was left open on the server, so that its room would stay taken until the connection ends.</param>
    public bool Remove(SftpView view, bool isHeld)
    {
        Remove(view, Name, isHeld);
        RemoveLeft(view, isHeld);
        Forget();
        SftpDirectoryMaker.Remove(view, _target.Made);
        return true;
    }

    public void Forget()
    {
        foreach (string name in _left.Append(Name))
        {
            _store.Living.TryRemove(name, out _);
        }
    }

    private string NewName()
    {
        string name = SftpPath.Combine(_target.Directory, TemporaryName.Create());
        _store.Living.TryAdd(name, true);
        return name;
    }

    private void RemoveLeft(SftpView view, bool isHeld)
    {
        foreach (string name in _left)
        {
            Remove(view, name, isHeld);
        }
    }

    private static void Remove(SftpView view, string name, bool isHeld)
    {
        try
        {
            if (isHeld)
            {
                view.Client.Open(name, FileMode.Truncate, FileAccess.Write).Dispose();
            }

            view.Client.DeleteFile(name);
        }
        catch (SftpPathNotFoundException)
        {
            // It was never made, or has its name already.
        }
    }

    private void Rename(SftpView view, ISftpFile filled)
    {
        ISftpFile? existing = _target.Existing;
        if (existing is null)
        {
            try
            {
                SftpRename.Create(view, filled, _target.FullName);
                return;
            }
            catch (StorageException exists) when (exists.Kind == StorageErrorKind.AlreadyExists && _target.Overwrite)
            {
                // Somebody else was faster, or it is a link that leads nowhere.
                existing = _target.Look(view) ?? throw SftpErrors.LinkInTheWay(exists);
            }
        }

        try
        {
            SftpRename.Replace(view, _store, filled, existing);
        }
        catch (SftpException failure) when (SftpErrors.IsUnexplained(failure))
        {
            throw _target.Look(view) is { IsDirectory: true } ? SftpErrors.IsADirectory(failure) : SftpErrors.ExplainWrite(view.Client, Directory, failure);
        }
    }

    private void Describe(ISftpFile filled)
    {
        bool isChanged = false;
        if (_target.Permissions is { } mode && mode != SftpDescriber.ModeOf(filled.Attributes))
        {
            SftpDescriber.SetMode(filled.Attributes, mode);
            isChanged = true;
        }

        if (_target.LastModified is { } time)
        {
            filled.Attributes.LastWriteTimeUtc = time.UtcDateTime;
            isChanged = true;
        }

        if (isChanged)
        {
            filled.UpdateStatus();
        }
    }

    // Asked again after an answer was lost: the name is this write's alone, so that where it is gone and its like is at the target, that is it.
    private bool IsThere(SftpView view)
    {
        if (view.Client.Exists(Name))
        {
            return false;
        }

        try
        {
            ISftpFile published = view.Get(_target.FullName);
            return published.Length == _filled!.Length && published.LastWriteTimeUtc == _filled.LastWriteTimeUtc;
        }
        catch (SftpPathNotFoundException)
        {
            return false;
        }
    }

    private WriteResult Result(long length) => new(_target.Path, length)
    {
        LastModified = _filled is null ? null : DateTimeOffset.FromUnixTimeSeconds(new DateTimeOffset(_filled.LastWriteTimeUtc, TimeSpan.Zero).ToUnixTimeSeconds()),
    };
}
