using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Guildhall.Load.Receiving;

/// <summary>A server on this machine that takes what it is sent and notes its id: as little of the protocol as the sender needs.</summary>
internal abstract class Sink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    protected Sink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Receipts Receipts { get; } = new();

    protected abstract Task ServeAsync(StreamReader reader, Stream answers, CancellationToken stop);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
            _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
    }

    private async Task CarryAsync(TcpClient accepted)
    {
        using var client = accepted;
        client.NoDelay = true;
        try
        {
            var stream = client.GetStream();
            // Latin 1 keeps bytes apart, so that lengths in bytes are lengths in characters.
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await ServeAsync(reader, stream, _stop.Token);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // The sender was killed: what it had not been answered it will send again.
        }
    }

    protected static ValueTask SayAsync(Stream answers, string text, CancellationToken stop) =>
        answers.WriteAsync(Encoding.Latin1.GetBytes(text), stop);
}

/// <summary>Takes webhooks (HTTP/1.1, one after another on a connection) and answers 204.</summary>
internal sealed class WebhookSink : Sink
{
    protected override async Task ServeAsync(StreamReader reader, Stream answers, CancellationToken stop)
    {
        while (await reader.ReadLineAsync(stop) is { Length: > 0 })
        {
            var (id, length) = ("", 0);
            while (await reader.ReadLineAsync(stop) is { Length: > 0 } line)
            {
                if (line.StartsWith("webhook-id:", StringComparison.OrdinalIgnoreCase))
                    id = line[11..].Trim();
                else if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                    length = int.Parse(line[15..], System.Globalization.CultureInfo.InvariantCulture);
            }
            if (await reader.ReadBlockAsync(new char[length], stop) < length)
                return;
            Receipts.Note(id);
            await SayAsync(answers, "HTTP/1.1 204 No Content\r\n\r\n", stop);
        }
    }
}

/// <summary>Takes mails (SMTP, RFC 5321) and notes their Message-ID.</summary>
internal sealed class MailSink : Sink
{
    protected override async Task ServeAsync(StreamReader reader, Stream answers, CancellationToken stop)
    {
        await SayAsync(answers, "220 sink\r\n", stop);
        while (await reader.ReadLineAsync(stop) is { } command)
        {
            if (command.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                await TakeAsync(reader, answers, stop);
            else if (command.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                return;
            else
                await SayAsync(answers, "250 sink\r\n", stop);
        }
    }

    private async Task TakeAsync(StreamReader reader, Stream answers, CancellationToken stop)
    {
        await SayAsync(answers, "354 go on\r\n", stop);
        var id = "";
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line == ".")
            {
                Receipts.Note(id);
                await SayAsync(answers, "250 taken\r\n", stop);
                return;
            }
            if (id.Length == 0 && line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))
                id = line[11..].Trim();
        }
        throw new IOException("The mail ended in its middle.");
    }
}
