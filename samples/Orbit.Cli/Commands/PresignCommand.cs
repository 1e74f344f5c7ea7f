using System.CommandLine;
using Orbit.Cli.CommandLine;
using Orbit.Cli.Locations;
using Orbit.Cli.Output;
using Orbit.Storage;
using Orbit.Storage.S3;

namespace Orbit.Cli.Commands;

/// <summary>Signs a URI that whoever has it may use without credentials.</summary>
internal sealed class PresignCommand : StorageCommand
{
    private const string Get = "get";
    private const string Put = "put";
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    private readonly Argument<string> _method = new("METHOD") { Description = "get to download, put to upload." };
    private readonly Argument<string> _place = Place("PLACE", "The object of an S3 store.");
    private readonly Option<TimeSpan?> _expires = QuantityOptions.Duration("--expires", "How long it holds, as in 15m, 12h or 7d (the most). Default: 1h.", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
    private readonly Option<string?> _contentType = new("--content-type") { Description = "The media type that an upload must have.", HelpName = "TYPE" };
    private readonly Option<string?> _version = new("--version-id") { Description = "The version to download.", HelpName = "ID" };

    public PresignCommand(Interruption interruption)
        : base(
            "presign", "Sign a URI that lets whoever has it read or write one object of an S3 store, without credentials, for a while.", interruption,
            "curl -O \"$(orbit presign get s3://bucket/report.pdf --expires 15m)\"",
            "curl -T report.pdf \"$(orbit presign put s3://bucket/inbox/report.pdf)\"")
    {
        _method.AcceptOnlyFromAmong(Get, Put);
        Arguments.Add(_method);
        Arguments.Add(_place);
        Options.Add(_expires);
        Options.Add(_contentType);
        Options.Add(_version);
        Validators.Add(result =>
        {
            bool isGet = result.GetValue(_method) == Get;
            if (result.GetValue(isGet ? _contentType : _version) is not null)
            {
                result.AddError(isGet ? "--content-type is for put." : "--version-id is for get.");
            }
        });
    }

    protected override async Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken)
    {
        Location place = session.Locations.Open(parsed.GetRequiredValue(_place), LocationUse.Read);
        if (place.Backend is not S3Backend bucket)
        {
            throw new StorageException(StorageErrorKind.Unsupported, $"'{place.Shown}': the backend '{place.Backend.Name}' has no signed URIs; S3 stores alone have them.");
        }

        TimeSpan validity = parsed.GetValue(_expires) ?? Usual;
        bool isGet = parsed.GetRequiredValue(_method) == Get;
        DateTimeOffset expires = DateTimeOffset.UtcNow + validity;
        Uri signed = isGet
            ? await bucket.PresignGetAsync(place.Path, validity, parsed.GetValue(_version), cancellationToken)
            : await bucket.PresignPutAsync(place.Path, validity, parsed.GetValue(_contentType), cancellationToken);
        session.Report.Signed(new UriLine { Method = isGet ? "GET" : "PUT", Uri = signed.AbsoluteUri, Expires = expires });
        return ExitCode.Success;
    }
}
