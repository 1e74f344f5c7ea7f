using Orbit.Storage.Transfers.Tests.Ends;

namespace Orbit.Storage.Transfers.Tests.Trees;

/// <summary>A name that one store or another reads as something else, and the stores that must refuse it.</summary>
internal sealed record UnusualName(string Name, EndKind RefusedBy = EndKind.None)
{
    private const EndKind FileSystems = EndKind.Local | EndKind.Memory | EndKind.Sftp | EndKind.Smb;

    /// <summary>Names that stand alone.</summary>
    public static IReadOnlyList<UnusualName> All { get; } =
    [
        new("with several  spaces.txt"), new(" leading space"), new(".hidden"), new("..two dots"), new("-rf"), new("~"), new("~user"), new("$HOME"),
        new("hash#tag"), new("percent%"), new("percent%20encoded"), new("percent%2Fslash"), new("%00"), new("plus+plus"), new("amp&ersand;"), new("equals=a&b=c"), new("at@sign"),
        new("it's"), new("`backtick`"), new("(round) [square] {curly}"), new("comma, semicolon; bang!"), new("caret^tilde~"), new("no extension"), new("many.dots.in.a.name"),
        new("caf\u00e9 composed"), new("cafe\u0301 decomposed"), new("\u8a9e\u8a00"), new("\u05e2\u05d1\u05e8\u05d9\u05ea"), new("\U0001F680\U0001F6F0"), new("\U0001F468\u200D\U0001F469\u200D\U0001F467"),
        new("zero\u200Bwidth"), new("right\u202Eto left"), new("private\uF022use"), new("\uFFFD"), new("soft\u00ADhyphen"), new("line\u2028separator"), new("nbsp\u00A0"),
        new(new string('n', 255)), new(string.Concat(Enumerable.Repeat("\u8a9e", 85))),

        // What Windows would refuse, drop or take for a device.
        new("double\"quote", EndKind.Smb), new("star*", EndKind.Smb), new("question?", EndKind.Smb), new("colon:stream", EndKind.Smb), new("pipe|", EndKind.Smb), new("<angle>", EndKind.Smb),
        new("]]>", EndKind.Smb), new("back\\slash", EndKind.Smb), new("trailing space ", EndKind.Smb), new("trailing dot.", EndKind.Smb), new("CON", EndKind.Smb), new("aux.txt", EndKind.Smb), new("com1.log", EndKind.Smb),

        // Control characters, which XML cannot carry as they are.
        new("tab\there", EndKind.Smb), new("line\nfeed", EndKind.Smb), new("bell\u0007", EndKind.Smb),

        // What only a store of keys can hold.
        new("empty//segment", FileSystems), new(new string('k', 300), FileSystems), new(string.Concat(Enumerable.Repeat("\u8a9e", 200)), FileSystems),
    ];

    /// <summary>Names that are one to a store that does not tell upper case from lower; of each group one arrives there.</summary>
    public static IReadOnlyList<string[]> Twins { get; } =
    [
        ["Twin.txt", "twin.TXT"], ["\u00c4hre", "\u00e4hre", "\u00c4HRE"], ["\u0416\u0423\u041a", "\u0436\u0443\u043a"],
    ];

    /// <summary>Names that tables of upper and lower case disagree about: each arrives as itself, or is said to have failed.</summary>
    public static IReadOnlyList<string[]> Lookalikes { get; } =
    [
        ["kelvin K", "kelvin \u212a"], ["sigma \u03c3", "sigma \u03c2", "sigma \u03a3"], ["dotless i", "dotless \u0131", "dotless \u0130"], ["strasse", "stra\u00dfe", "stra\u1e9ee"],
        ["long s", "long \u017f"], ["\U00010400 deseret", "\U00010428 deseret"], ["dz \u01c4", "dz \u01c5", "dz \u01c6"],
    ];
}
