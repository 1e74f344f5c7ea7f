using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Orbit.Storage.Ssh.Connection;

/// <summary>Turns what the options hold into the ways to log in, in the order: keys, password, questions.</summary>
internal static class SshCredentials
{
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidConfiguration"/>: a private key cannot be read.</exception>
    public static AuthenticationMethod[] Create(SshBackendOptions options)
    {
        List<AuthenticationMethod> methods = [];
        if (options.PrivateKeys.Count > 0)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(options.User, [.. options.PrivateKeys.Select(Read)]));
        }

        if (options.Password is { } password)
        {
            methods.Add(new PasswordAuthenticationMethod(options.User, password));
        }

        if (options.Password is not null || options.Answer is not null)
        {
            KeyboardInteractiveAuthenticationMethod questions = new(options.User);
            questions.AuthenticationPrompt += (_, asked) => Answer(options, asked);
            methods.Add(questions);
        }

        return methods.Count > 0 ? [.. methods] : [new NoneAuthenticationMethod(options.User)];
    }

    private static IPrivateKeySource Read(SshPrivateKey key)
    {
        if (key.Source is { } source)
        {
            return source;
        }

        try
        {
            if (key.File is { } file)
            {
                return new PrivateKeyFile(file, key.Passphrase);
            }

            // A key is some kilobytes, and SSH.NET reads it from nothing but a stream.
#pragma warning disable RS0030
            using MemoryStream text = new(Encoding.UTF8.GetBytes(key.Text ?? ""));
#pragma warning restore RS0030
            return new PrivateKeyFile(text, key.Passphrase);
        }
        catch (SshPassPhraseNullOrEmptyException encrypted)
        {
            throw Unreadable(key, "it is encrypted; set its Passphrase", encrypted);
        }
        catch (Exception failure) when (failure is SshException or IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or FormatException
            or InvalidOperationException or System.Security.Cryptography.CryptographicException)
        {
            throw Unreadable(key, key.Passphrase is null ? "it is no private key that SSH.NET knows" : "the passphrase is wrong, or it is no private key that SSH.NET knows", failure);
        }
    }

    private static StorageException Unreadable(SshPrivateKey key, string why, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException =>
            new StorageException(StorageErrorKind.InvalidConfiguration, $"the private key '{key}' cannot be read: {failure.Message}"),
        // What the parser says may quote the key.
        _ => new StorageException(StorageErrorKind.InvalidConfiguration, $"the private key '{key}' cannot be read: {why}."),
    };

    private static void Answer(SshBackendOptions options, AuthenticationPromptEventArgs asked)
    {
        foreach (AuthenticationPrompt question in asked.Prompts)
        {
            SshPrompt prompt = new(options.User, asked.Instruction ?? "", question.Request ?? "", question.IsEchoed);
            question.Response = options.Answer is { } answer ? answer(prompt) ?? "" : question.IsEchoed ? "" : options.Password ?? "";
        }
    }
}
