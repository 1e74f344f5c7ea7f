using System.Globalization;
using Orbit.Storage.Ssh.Proofs;

// One verb, one piece of work in a process of its own, so that time and memory are those of the work. perf/sftp.sh puts them together.
return args switch
{
    ["write", var who, var file, var name] => await FileProof.WriteAsync(who, file, name),
    ["read", var who, var name, var file] => await FileProof.ReadAsync(who, name, file),
    ["pump", var who, var bytes, var name] => await FlowProof.WriteAsync(who, Number(bytes), name),
    ["drain", var who, var name] => await FlowProof.ReadAsync(who, name),
    ["list", var who, var directory] => await ListProof.RunAsync(who, directory),
    ["ranges", var who, var name, var count, var bytes] => await RangeProof.RunAsync(who, name, (int)Number(count), (int)Number(bytes)),
    ["small", var who, var source, var target, var concurrency] => await SmallProof.RunAsync(who, source, target, (int)Number(concurrency)),
    ["cancel", var who, var count] => await CancelProof.RunAsync(who, (int)Number(count)),
    _ => Usage(),
};

static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        <who> is orbit, with -direct and -<connections> behind it as wanted, or sshnet where it says so
        write <who>|sshnet <file> <name>         a file to the server
        read <who>|sshnet <name> <file>          a file from the server
        pump <who> <bytes> <name>                bytes of unknown number from a pipe to the server
        drain <who> <name>                       a file from the server through a pipe to nowhere
        list <who>|sshnet <directory>
        ranges <who> <name> <count> <bytes>      at random, one after the other
        small <who> <directory> <directory> <concurrency>     many files up, and down again
        cancel <who> <count>                     transfers that are given up at some moment
        """);
    return 2;
}
