namespace Orbit.Storage.Ssh;

/// <summary>A question that a server asks when somebody logs in (keyboard-interactive, RFC 4256).</summary>
public sealed class SshPrompt
{
    internal SshPrompt(string user, string instruction, string text, bool isEchoed)
    {
        User = user;
        Instruction = instruction;
        Text = text;
        IsEchoed = isEchoed;
    }

    /// <summary>Who logs in.</summary>
    public string User { get; }

    /// <summary>What the server says above its questions; may be empty. From the server, hence not to be trusted.</summary>
    public string Instruction { get; }

    /// <summary>The question, as in <c>Password: </c>. From the server, hence not to be trusted.</summary>
    public string Text { get; }

    /// <summary>Whether the answer may be seen while it is typed. Where not, it is a secret.</summary>
    public bool IsEchoed { get; }
}
