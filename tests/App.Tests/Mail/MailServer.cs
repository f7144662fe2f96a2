using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Guildhall.App.Tests.Mail;

/// <summary>A real SMTP server on this machine that keeps what it is given, or refuses it as a test says.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Store _store = new();
    private Task? _running;

    public int Port { get; private set; }

    public ConcurrentQueue<MimeMessage> Got => _store.Got;

    /// <summary>What it says to a mail; <c>null</c> takes it.</summary>
    public SmtpResponse? Refuses { set => _store.Refuses = value; }

    public static MailServer Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var server = new MailServer { Port = ((IPEndPoint)probe.LocalEndpoint).Port };
        probe.Stop();
        var options = new SmtpServerOptionsBuilder().ServerName("mail.test")
            .Endpoint(e => e.Endpoint(new IPEndPoint(IPAddress.Loopback, server.Port))).Build();
        var services = new ServiceProvider();
        services.Add(server._store);
        server._running = new SmtpServer.SmtpServer(options, services).StartAsync(server._stop.Token);
        return server;
    }

    /// <summary>The one mail to this address.</summary>
    public MimeMessage To(string address) => Assert.Single(Got, m => m.To.Mailboxes.Any(t => t.Address == address));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await (_running ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private sealed class Store : MessageStore
    {
        public ConcurrentQueue<MimeMessage> Got { get; } = [];

        public SmtpResponse? Refuses { get; set; }

        public override Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancel)
        {
            if (Refuses is { } refusal)
                return Task.FromResult(refusal);
            Got.Enqueue(MimeMessage.Load(new MemoryStream(buffer.ToArray()), cancel));
            return Task.FromResult(SmtpResponse.Ok);
        }
    }
}
