using Orbit.Storage.Proofs;

// One verb, one piece of work in a process of its own, so that time and memory are those of the work.
return args switch
{
    ["list", string directory] => await ListProof.RunAsync(directory),
    ["copy", string source, string destination] => await CopyProof.RunAsync(source, destination, through: false),
    ["copy-through", string source, string destination] => await CopyProof.RunAsync(source, destination, through: true),
    ["pump", string directory, string bytes] => await PumpProof.RunAsync(directory, long.Parse(bytes, System.Globalization.CultureInfo.InvariantCulture)),
    ["copy-tree", string source, string target] => await TreeProof.CopyAsync(source, target, concurrency: 16),
    ["copy-tree", string source, string target, string concurrency] => await TreeProof.CopyAsync(source, target, int.Parse(concurrency, System.Globalization.CultureInfo.InvariantCulture)),
    ["sync", string source, string target] => await TreeProof.SyncAsync(source, target),
    ["sync-generated", string entries, "ordered" or "unordered"] => await TreeProof.SyncGeneratedAsync(long.Parse(entries, System.Globalization.CultureInfo.InvariantCulture), args[2] == "ordered"),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        list <directory>            lists it through the local backend
        copy <file> <file>          copies within one directory, by CopyAsync
        copy-through <file> <file>  copies by a read that feeds a write, as between two stores
        copy-tree <directory> <directory> [<files at once>]
        sync <directory> <directory>
        sync-generated <entries> ordered|unordered
                                    mirrors a tree that has not changed, of which there is only the listing
        pump <directory> <bytes>    writes so many bytes of unknown length from a pipe
        """);
    return 2;
}
