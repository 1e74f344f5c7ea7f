namespace Orbit.Storage.Transfers.Tests.Trees;

/// <summary>How large the trees are: modest, or with ORBIT_TEST_TRANSFERS=full what the proof asks for.</summary>
/// <param name="SmallFiles">How many small files.</param>
/// <param name="LargeFile">The bytes of the large one.</param>
/// <param name="Kills">How often the program is killed.</param>
internal sealed record TreeScale(int SmallFiles, long LargeFile, int Kills)
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("ORBIT_TEST_TRANSFERS") == "full";

    public static TreeScale Current { get; } = IsFull ? new TreeScale(5000, 1L << 30, 50) : new TreeScale(200, 48L << 20, 10);
}
