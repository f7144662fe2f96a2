using System.Collections.Concurrent;
using System.Net.Sockets;
using Guildhall.Kernel.Events;
using Guildhall.Mail.Settings;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Guildhall.Mail.Sending;

/// <summary>The server did not take the mail.</summary>
/// <param name="told">A code, and what the server said.</param>
/// <param name="final">Whether another try is no use, such as for an address that does not exist.</param>
internal sealed class SmtpRefusal(string told, bool final, Exception? cause = null) : Exception(told, cause)
{
    public bool IsFinal { get; } = final;
}

/// <summary>Connections to the mail server, used again while mails follow each other: connecting costs more than sending.</summary>
/// <param name="patience">How long it may say nothing; <c>null</c> for 20 seconds.</param>
internal sealed class SmtpConnections(TimeProvider time, TimeSpan? patience = null) : IDisposable
{
    /// <summary>Connections at once: what small providers still accept.</summary>
    public const int Most = 4;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<Connection> _free = [];

    /// <returns>What the server answered.</returns>
    /// <exception cref="SmtpRefusal" />
    public async Task<string> SendAsync(MimeMessage message, MailSettings server, CancellationToken cancel)
    {
        var connection = await TakeAsync(server, cancel);
        try
        {
            var answer = await connection.Client.SendAsync(message, cancel);
            _free.Add(connection with { UsedAt = time.GetUtcNow() });
            return answer;
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            connection.Client.Dispose();
            throw RefusalOf(error) ?? error;
        }
    }

    private async Task<Connection> TakeAsync(MailSettings server, CancellationToken cancel)
    {
        while (_free.TryTake(out var kept))
        {
            if (kept.Server == server && kept.Client.IsConnected && time.GetUtcNow() - kept.UsedAt < Idle)
                return kept;
            kept.Client.Dispose();
        }
        var client = new SmtpClient { Timeout = (int)(patience ?? Patience).TotalMilliseconds, CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.SocketOptions, cancel);
            if (server.User.Length > 0)
                await client.AuthenticateAsync(server.User, server.Password, cancel);
            return new Connection(client, server, time.GetUtcNow());
        }
        catch (Exception error) when (!error.IsStopping(cancel))
        {
            client.Dispose();
            throw RefusalOf(error) ?? error;
        }
    }

    private static SmtpRefusal? RefusalOf(Exception error) => error switch
    {
        // 5yz is for ever (RFC 5321, 4.2.1), but only about this recipient or this mail: of the sender another setting may help.
        SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } command =>
            new($"{(int)command.StatusCode} {command.Message}", (int)command.StatusCode >= 500, error),
        SmtpCommandException command => new($"{(int)command.StatusCode} {command.Message}", final: false, error),
        MailKit.Security.AuthenticationException => new($"sign_in_refused: {error.Message}", final: false, error),
        MailKit.Security.SslHandshakeException => new($"tls_failed: {error.Message}", final: false, error),
        NotSupportedException => new($"tls_not_offered: {error.Message}", final: false, error),
        SmtpProtocolException or ServiceNotConnectedException => new($"connection_lost: {error.Message}", final: false, error),
        SocketException or IOException => new($"connection_failed: {error.Message}", final: false, error),
        TimeoutException or OperationCanceledException => new("timed_out", final: false, error),
        _ => null,
    };

    public void Dispose()
    {
        while (_free.TryTake(out var kept))
            kept.Client.Dispose();
    }

    private sealed record Connection(SmtpClient Client, MailSettings Server, DateTimeOffset UsedAt);
}
