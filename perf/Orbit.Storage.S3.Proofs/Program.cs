using System.Globalization;
using Orbit.Storage.S3.Proofs;

// One verb, one piece of work in a process of its own, so that time and memory are those of the work. perf/s3.sh puts them together.
return args switch
{
    ["make-file", var file, var bytes] => await UploadProof.MakeFileAsync(file, Number(bytes)),
    ["upload-pipe", var bytes] => await UploadProof.FromPipeAsync(Number(bytes)),
    ["upload-stream", var who, var bytes] => await UploadProof.FromStreamAsync(who, Number(bytes)),
    ["upload-file", "httpclient", var file] => await BareProof.UploadAsync(file),
    ["upload-file", var who, var file] => await UploadProof.FromFileAsync(who, file),
    ["download", var who, var bytes, var file] => await DownloadProof.ToFileAsync(who, Number(bytes), file),
    ["list", var who, var keys, var workPerPage] => await ListProof.RunAsync(who, keys, workPerPage),
    ["small", var source, var target, var concurrency] => await SmallProof.RunAsync(source, target, (int)Number(concurrency)),
    ["terabytes", var length] => await TerabyteProof.FullScaleAsync(length == "known"),
    ["terabytes-scaled", var length] => await TerabyteProof.ScaledAsync(length == "known"),
    _ => Usage(),
};

static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        make-file <file> <bytes>                        a file of the pattern
        upload-pipe <bytes>                             unknown length, from a pipe
        upload-stream orbit|transferutility[-seekable] <bytes>
        upload-file orbit|transferutility|httpclient <file>
        download orbit|transferutility[-parallel]|httpclient <bytes> <file>
        list orbit|sdk 1000000|10000000 <ms of work for each thousand>
        small <directory> <directory> <concurrency>     puts, gets and deletes small files
        terabytes known|unknown                         5 TiB, the parts' bodies left out
        terabytes-scaled known|unknown                  5 TiB divided by 1,024
        """);
    return 2;
}
