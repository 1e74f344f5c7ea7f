using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace QuickStart;

/// <summary>What the program was asked to do.</summary>
internal sealed class Arguments
{
    public const string Usage = """
        Usage: QuickStart [directory] [--parallel N] [--keep]

          directory     what is copied; the .NET SDK's own folder unless named
          --parallel N  how many files are under way at once, 1 to 256 (8)
          --keep        leave the copy where it is, and say where
        """;

    private const int MostAtOnce = 256;

    public string Directory { get; private set; } = "";

    public int Parallel { get; private set; } = 8;

    public bool Keep { get; private set; }

    public bool Help { get; private set; }

    public static bool TryParse(string[] args, out Arguments arguments, [NotNullWhen(false)] out string? problem)
    {
        arguments = new Arguments();
        problem = null;
        for (int i = 0; i < args.Length && problem is null; i++)
        {
            problem = args[i] switch
            {
                "--help" or "-h" => arguments.SetHelp(),
                "--keep" => arguments.SetKeep(),
                "--parallel" => arguments.SetParallel(++i < args.Length ? args[i] : null),
                ['-', ..] => $"The option '{args[i]}' is unknown.",
                _ => arguments.SetDirectory(args[i]),
            };
        }

        if (problem is null && arguments is { Help: false, Directory: "" })
        {
            problem = SdkDirectory.Find() is { } found ? arguments.SetDirectory(found) : "The .NET SDK's folder was not found; name a directory.";
        }

        return problem is null;
    }

    private string? SetHelp()
    {
        Help = true;
        return null;
    }

    private string? SetKeep()
    {
        Keep = true;
        return null;
    }

    private string? SetParallel(string? text)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        Parallel = count;
        return isNumber && count is >= 1 and <= MostAtOnce ? null : $"--parallel takes a number from 1 to {MostAtOnce}, not '{text}'.";
    }

    private string? SetDirectory(string path)
    {
        if (Directory.Length > 0)
        {
            return $"One directory is enough: '{Directory}' and '{path}' were given.";
        }

        Directory = path.Length == 0 ? path : Path.GetFullPath(path);
        return File.Exists(Directory) ? $"'{path}' is a file; name a directory."
            : !System.IO.Directory.Exists(Directory) ? $"There is no directory '{path}'."
            : ScratchDirectory.WouldLieIn(Directory) ? $"The scratch directory would lie in '{path}' and be copied into itself; set TMPDIR to a place outside."
            : null;
    }
}
