using System.Globalization;

namespace Orbit.Cli.Output;

/// <summary>Writes quantities for people.</summary>
internal static class Units
{
    private static readonly string[] Names = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    public static string Bytes(double bytes)
    {
        int unit = 0;
        while (bytes >= 1024 && unit < Names.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(bytes, unit == 0 ? 0 : 1)} {Names[unit]}");
    }

    public static string Time(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.TotalHours < 24 ? time.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(@"d\ \d\a\y\s\ h\:mm\:ss", CultureInfo.InvariantCulture);
}
