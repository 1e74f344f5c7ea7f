using System.Globalization;
using System.Text;

namespace Orbit.Storage.S3.Double.Wire;

/// <summary>Takes the framing of aws-chunked away. Signatures of chunks are not looked at.</summary>
internal sealed class AwsChunkedDecoder
{
    private readonly List<byte> _line = [];
    private State _state = State.Header;
    private long _left;

    private enum State
    {
        Header,
        Data,
        DataEnd,
        Trailer,
        End,
    }

    public Dictionary<string, string> Trailers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsComplete => _state == State.End;

    /// <summary>Hands each piece of payload on.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, BodyDigest payload)
    {
        while (bytes.Length > 0)
        {
            if (_state == State.Data)
            {
                int count = (int)Math.Min(_left, bytes.Length);
                payload.Append(bytes[..count]);
                bytes = bytes[count..];
                _left -= count;
                _state = _left == 0 ? State.DataEnd : State.Data;
                continue;
            }

            int newLine = bytes.IndexOf((byte)'\n');
            _line.AddRange(newLine < 0 ? bytes : bytes[..newLine]);
            bytes = newLine < 0 ? [] : bytes[(newLine + 1)..];
            if (newLine >= 0)
            {
                EndLine();
            }
        }
    }

    private void EndLine()
    {
        string line = Encoding.ASCII.GetString([.. _line]).TrimEnd('\r');
        _line.Clear();
        switch (_state)
        {
            case State.Header:
                if (!long.TryParse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _left))
                {
                    throw S3Failure.BadRequest("IncompleteBody", "The chunk's header is malformed.");
                }

                _state = _left == 0 ? State.Trailer : State.Data;
                break;
            case State.DataEnd:
                _state = line.Length == 0 ? State.Header : throw S3Failure.BadRequest("IncompleteBody", "The chunk does not end where its header says.");
                break;
            case State.Trailer when line.Length == 0:
                _state = State.End;
                break;
            case State.Trailer:
                string[] pair = line.Split(':', 2);
                Trailers[pair[0]] = pair.Length == 2 ? pair[1].Trim() : "";
                break;
            default:
                throw S3Failure.BadRequest("IncompleteBody", "Something follows the last chunk.");
        }
    }
}
