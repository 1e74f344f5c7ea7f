namespace QuickStart;

/// <summary>Writes quantities for people.</summary>
internal static class Units
{
    private const double Mega = 1_000_000;

    public static string Bytes(long bytes) => bytes < 1000 ? $"{bytes} bytes" : bytes < Mega ? $"{bytes / 1000.0:N1} kB" : bytes < 1000 * Mega ? $"{bytes / Mega:N1} MB" : $"{bytes / (1000 * Mega):N2} GB";

    public static string Rate(long bytes, TimeSpan elapsed) => elapsed > TimeSpan.Zero ? $"{bytes / Mega / elapsed.TotalSeconds:N0} MB/s" : "";

    public static string Time(TimeSpan elapsed) => $"{elapsed.TotalSeconds:N2} s";
}
