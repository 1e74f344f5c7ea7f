using Orbit.Storage.Proofs;

// One verb, one piece of work in a process of its own, so that time and memory are those of the work.
return args switch
{
    ["list", string directory] => await ListProof.RunAsync(directory),
    ["copy", string source, string destination] => await CopyProof.RunAsync(source, destination, through: false),
    ["copy-through", string source, string destination] => await CopyProof.RunAsync(source, destination, through: true),
    ["pump", string directory, string bytes] => await PumpProof.RunAsync(directory, long.Parse(bytes, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        list <directory>            lists it through the local backend
        copy <file> <file>          copies within one directory, by CopyAsync
        copy-through <file> <file>  copies by a read that feeds a write, as between two stores
        pump <directory> <bytes>    writes so many bytes of unknown length from a pipe
        """);
    return 2;
}
