namespace Orbit.Storage.Transfers.Tests;

/// <summary>Lines of a table: beside the test's result and, where ORBIT_TEST_FIGURES names a file, at its end.</summary>
internal static class Figures
{
    private static readonly Lock Gate = new();
    private static readonly string? Sheet = Environment.GetEnvironmentVariable("ORBIT_TEST_FIGURES");

    public static void Note(string line)
    {
        TestContext.Out.WriteLine(line);
        lock (Gate)
        {
            if (!string.IsNullOrEmpty(Sheet))
            {
                File.AppendAllText(Sheet, line + "\n");
            }
        }
    }
}
