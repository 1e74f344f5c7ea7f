using System.Globalization;
using Orbit.Storage.Smb.Proofs;

// One verb, one piece of work in a process of its own, so that time and memory are those of the work. perf/smb.sh puts them together.
return args switch
{
    ["put", var file, var name] => await FileProof.PutAsync(file, name),
    ["get", var name, var file] => await FileProof.GetAsync(name, file),
    ["read", var name] => await FileProof.ReadAsync(name),
    ["stat", var name, var count] => await EntryProof.StatAsync(name, Number(count)),
    ["list", var directory] => await EntryProof.ListAsync(directory),
    ["small-put", var source, var target, var concurrency] => await SmallProof.PutAsync(source, target, Number(concurrency)),
    ["small-get", var source, var target, var concurrency] => await SmallProof.GetAsync(source, target, Number(concurrency)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        PROOF_URI names the share. PROOF_WINDOW sets how many requests are under way at once.
        put <file> <name>                                  uploads a file
        get <name> <file>                                  downloads it
        read <name>                                        reads it and keeps nothing
        stat <name> <count>                                so many stats, one after the other
        list <directory>                                   counts what is in it
        small-put <directory> <name> <concurrency>         uploads every file of a directory
        small-get <name> <directory> <concurrency>         downloads every file of a directory
        """);
    return 2;
}
