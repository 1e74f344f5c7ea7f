using System.Buffers;
using Orbit.Storage.Smb.Session;
using Orbit.Storage.Smb.Wire;
using SmbWrite = Orbit.Storage.Smb.Wire.WriteRequest;

namespace Orbit.Storage.Smb;

/// <summary>The hidden sibling that a write fills, and the name that it is to get. It is made with the directories above it, and given its name once, by the server.</summary>
internal sealed class SmbTemporary
{
    private const AccessMask Alone = AccessMask.ReadData | Access;
    private const AccessMask Access = AccessMask.WriteData | AccessMask.Delete | AccessMask.ReadAttributes | AccessMask.WriteAttributes | AccessMask.Synchronize;

    private readonly SmbStore _store;
    private readonly bool _createParents;
    private readonly bool _isReadable;
    private readonly List<string> _left = [];
    private readonly List<string> _madeParents = [];
    private string _name;
    private bool _hasTried;
    private bool _isAdopted;
    private bool _isPublished;

    /// <param name="store">Where.</param>
    /// <param name="path">The name that it is to get.</param>
    /// <param name="createParents">Whether missing directories are made.</param>
    /// <param name="isReadable">Whether it can be read back, and is written by nobody else.</param>
    public SmbTemporary(SmbStore store, StoragePath path, bool createParents, bool isReadable = false)
    {
        _store = store;
        _createParents = createParents;
        _isReadable = isReadable;
        Target = store.Paths.ToWire(path);
        _name = NewName();
    }

    /// <summary>The name that it is to get.</summary>
    public string Target { get; }

    /// <summary>The last part of its own name: what an earlier write leaves to a later one.</summary>
    public string Token => _name[(_name.LastIndexOf('\\') + 1)..];

    /// <summary>The directory that both names are in.</summary>
    public string Directory => SmbPath.DirectoryOf(Target);

    /// <summary>Makes the file, writes into it what is given, and brings that to stable storage where asked: all in one round trip.</summary>
    /// <param name="content">Its beginning; may be empty. At most one WRITE's worth.</param>
    /// <param name="durable">Whether to bring it to stable storage.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SmbFile> CreateAsync(ReadOnlySequence<byte> content, bool durable, CancellationToken cancellationToken)
    {
        if (_hasTried)
        {
            // What was sent under the old name may still come.
            _left.Add(_name);
            _name = NewName();
        }

        _hasTried = true;
        return await _store.RunAsync(
            static async (share, call, token) =>
            {
                try
                {
                    return await call.self.CreateAsync(share, call.content, call.durable, token).ConfigureAwait(false);
                }
                catch (SmbStatusException missing) when (SmbErrors.IsMissing(missing) && call.self._createParents && call.self.Directory.Length > 0)
                {
                    await call.self.MakeParentsAsync(share, token).ConfigureAwait(false);
                    return await call.self.CreateAsync(share, call.content, call.durable, token).ConfigureAwait(false);
                }
            },
            (self: this, content, durable),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with the file of an earlier write to the same target. Its own is not made yet.</summary>
    /// <param name="token">That file's <see cref="Token"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where it is gone, is no ordinary file, or somebody writes it.</returns>
    public async Task<SmbFile?> TryAdoptAsync(string token, CancellationToken cancellationToken)
    {
        string name = SmbPath.Combine(Directory, token);
        if (!_store.Living.TryAdd(name, true))
        {
            return null;
        }

        SmbFile? file = null;
        try
        {
            file = await SmbLeftFile.TryOpenAsync(_store, name, Alone, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _store.Living.TryRemove(file is null ? name : _name, out _);
        }

        (_name, _hasTried, _isAdopted) = file is null ? (_name, _hasTried, false) : (name, true, true);
        return file;
    }

    /// <summary>Removes the file of an earlier write that nobody writes.</summary>
    /// <param name="token">That file's <see cref="Token"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task DiscardAsync(string token, CancellationToken cancellationToken)
    {
        string name = SmbPath.Combine(Directory, token);
        return _store.Living.ContainsKey(name) ? Task.CompletedTask : SmbLeftFile.DiscardAsync(_store, name, Alone, cancellationToken);
    }

    /// <summary>Compares the length of a file that was adopted with what it must be, and cuts what is too much.</summary>
    /// <param name="file">The file, filled.</param>
    /// <param name="length">How long it must be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task FitAsync(SmbFile file, long length, CancellationToken cancellationToken) => _isAdopted ? SmbLeftFile.FitAsync(file, length, cancellationToken) : Task.CompletedTask;

    /// <summary>Gives the file its name and closes it, in one round trip.</summary>
    /// <param name="file">The file, filled.</param>
    /// <param name="replace">Whether it replaces another.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The file as it is then.</returns>
    public async Task<FileDescription> PublishAsync(SmbFile file, bool replace, CancellationToken cancellationToken)
    {
        // A server may refuse to replace a file that is open.
        await _store.Closings.WaitAsync(cancellationToken).ConfigureAwait(false);
        FileDescription published;
        try
        {
            published = await file.RenameAndCloseAsync(Target, replace, cancellationToken).ConfigureAwait(false);
        }
        catch (SmbStatusException failure) when (failure.Command == SmbCommand.SetInfo)
        {
            throw await ExplainAsync(file.Share, failure, replace, cancellationToken).ConfigureAwait(false);
        }

        _isPublished = true;
        return published;
    }

    /// <summary>Removes what an earlier try has left.</summary>
    public Task RemoveLeftAsync(CancellationToken cancellationToken) => _left.Count == 0 ? Task.CompletedTask : RemoveAsync(cancellationToken);

    /// <summary>Removes every file that was made and not published, and directories that were made for it.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        // A file that is open still, by a request that was given up too, would stay until it is closed.
        await _store.Closings.WaitAsync(cancellationToken).ConfigureAwait(false);
        string[] names = [.. _isPublished || !_hasTried ? _left : _left.Append(_name)];
        await _store.RunAsync(
            static async (share, call, token) =>
            {
                foreach (string name in call.names)
                {
                    await SmbCalls.DeleteAsync(share, name, token).ConfigureAwait(false);
                }

                await SmbDirectoryMaker.RemoveAsync(share, call.self._isPublished ? [] : call.self._madeParents, token).ConfigureAwait(false);
                return true;
            },
            (self: this, names),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Leaves to the sweeper what may be there still.</summary>
    public void Forget()
    {
        foreach (string name in _left.Append(_name))
        {
            _store.Living.TryRemove(name, out _);
        }
    }

    private string NewName()
    {
        string name = SmbPath.Combine(Directory, TemporaryName.Create());
        _store.Living.TryAdd(name, true);
        return name;
    }

    private async Task<SmbFile> CreateAsync(SmbShare share, ReadOnlySequence<byte> content, bool durable, CancellationToken cancellationToken)
    {
        CreateRequest create = new()
        {
            Path = _name,
            Access = _isReadable ? Alone : Access,
            Disposition = CreateDisposition.Create,
            Choices = CreateChoices.NotDirectory,
            WritesAlone = _isReadable,
            Attributes = FileAttributeBits.Normal,
        };
        using Compound compound = new(share, create);
        if (!content.IsEmpty)
        {
            compound.Then(new SmbWrite { Offset = 0, Content = content });
        }

        if (durable)
        {
            compound.Then(default(FlushRequest));
        }

        await compound.RunAsync(cancellationToken).ConfigureAwait(false);
        for (int step = 0; step < compound.StepCount; step++)
        {
            compound.Checked(step);
        }

        if (!content.IsEmpty)
        {
            SmbFile.CheckWritten(compound[0], content.Length);
        }

        return compound.TakeFile();
    }

    private async Task MakeParentsAsync(SmbShare share, CancellationToken cancellationToken)
    {
        SmbDirectoryMaker maker = new(share);
        try
        {
            await maker.MakeParentAsync(Directory, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _madeParents.AddRange(maker.Made);
        }
    }

    // Servers refuse to replace a directory each in its way.
    private async Task<Exception> ExplainAsync(SmbShare share, SmbStatusException failure, bool replace, CancellationToken cancellationToken)
    {
        FileDescription? there = await SmbCalls.TryDescribeAsync(share, Target, cancellationToken).ConfigureAwait(false);
        return there switch
        {
            { IsDirectory: true } => SmbErrors.IsADirectory(failure),
            not null when !replace => SmbErrors.AlreadyExists(failure),
            _ => failure,
        };
    }
}
