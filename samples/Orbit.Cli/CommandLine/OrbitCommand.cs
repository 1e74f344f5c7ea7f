using System.CommandLine;
using System.CommandLine.Help;
using Orbit.Cli.Commands;

namespace Orbit.Cli.CommandLine;

/// <summary>Puts the commands together.</summary>
internal static class OrbitCommand
{
    public static IReadOnlyList<string> Notes { get; } =
    [
        "./dir/file  /dir/file  file:///dir/file      local files ('./a:b' where a name has a colon)",
        "s3://bucket/key?region=eu-central-1          S3 and compatible stores (&endpoint=https%3A%2F%2Fhost)",
        "sftp://user@host/dir/file                    SFTP; /~/dir is below the home directory",
        "smb://domain;user@host/share/dir/file        SMB shares",
        "mem:path                                     memory of this process, to try things out",
        "name:path                                    a backend of the configuration file",
        "-                                            standard input or output, in cp",
        "",
        "0 done · 1 failed · 2 wrong command line or configuration · 3 some entries failed or differ",
        "130 interrupted (Ctrl-C) · 141 the reader of the output has gone · 143 terminated",
        "",
        "orbit doctor URI says whether a place can be used, and if not, why.",
    ];

    public static RootCommand Create(Interruption interruption)
    {
        RootCommand root = new("orbit moves files and trees between local disks, S3 stores, SFTP servers and SMB shares: resumable, verified, in bounded memory.")
        {
            new LsCommand(interruption),
            new StatCommand(interruption),
            new CatCommand(interruption),
            new CpCommand(interruption),
            new MvCommand(interruption),
            new RmCommand(interruption),
            new MkdirCommand(interruption),
            new SyncCommand(interruption),
            new VerifyCommand(interruption),
            new PresignCommand(interruption),
            new DoctorCommand(interruption),
            GlobalOptions.Configuration,
            GlobalOptions.Json,
            GlobalOptions.Verbose,
            GlobalOptions.Quiet,
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((HelpAction)help.Action!);
        return root;
    }
}
