using System.Net;
using System.Net.Sockets;
using System.Text;
using Guildhall.App.Tests.Hosting;
using Guildhall.Mail.Sending;
using Guildhall.Mail.Settings;
using MimeKit;

namespace Guildhall.App.Tests.Mail;

/// <summary>Spoken by hand, byte by byte: what a server that is broken says.</summary>
[Trait("Database", "none")]
public class Mail_servers_that_misbehave
{
    [Fact]
    public async Task One_that_closes_after_the_data_may_have_taken_it_so_it_is_tried_again() =>
        Assert.False((await RefusalAsync("none", "220 hi", "250 hi", "250 ok", "250 ok", "354 go on", null)).IsFinal);

    [Fact]
    public async Task One_that_refuses_to_greet_is_tried_again() => Assert.False((await RefusalAsync("none", "554 no service")).IsFinal);

    [Fact]
    public async Task One_that_does_not_offer_the_encryption_that_is_asked_for_gets_no_password()
    {
        var refusal = await RefusalAsync("starttls", "220 hi", "250 hi");

        Assert.StartsWith("tls_not_offered", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("220 hi|250 hi|")]
    [InlineData("220 hi|250 hi|250 ok|250 ok|354 go on|")]
    public async Task One_that_falls_silent_is_left_and_tried_again(string answers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        // Silent, but it keeps the line.
        var serving = ServeAsync(listener, [.. answers.Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        using var smtp = new SmtpConnections(TimeProvider.System, TimeSpan.FromMilliseconds(300));

        var refusal = await Assert.ThrowsAsync<SmtpRefusal>(() => SendAsync(smtp, listener, "none")).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.Equal(("timed_out", false), (refusal.Message, refusal.IsFinal));
        await serving;
    }

    [Fact]
    public async Task One_that_refuses_this_recipient_is_not_asked_again()
    {
        var refusal = await RefusalAsync("none", "220 hi", "250 hi", "250 ok", "550 no such mailbox", "250 ok");

        Assert.Equal(("550 no such mailbox", true), (refusal.Message, refusal.IsFinal));
    }

    private static async Task<SmtpRefusal> RefusalAsync(string security, params string?[] answers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answers);
        using var smtp = new SmtpConnections(TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<SmtpRefusal>(() => SendAsync(smtp, listener, security));
        await serving;
        return refusal;
    }

    private static async Task SendAsync(SmtpConnections smtp, TcpListener listener, string security)
    {
        using var message = new MimeMessage { Subject = "x", Body = new TextPart { Text = "x" } };
        message.From.Add(MailboxAddress.Parse("a@example.org"));
        message.To.Add(MailboxAddress.Parse("b@example.org"));
        var settings = new MailSettings("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, security, "", "", "a@example.org", "");
        await smtp.SendAsync(message, settings, TestContext.Current.CancellationToken);
    }

    /// <summary>One answer to the connection and one to each command; <c>null</c> closes.</summary>
    private static async Task ServeAsync(TcpListener listener, string?[] answers)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        foreach (var (index, answer) in answers.Index())
        {
            if (index > 0)
                await ReadAsync(reader, answers[index - 1]);
            if (answer is null)
                return;
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));
            }
            catch (IOException)
            {
                // The client has heard enough.
                return;
            }
        }
        // Whatever else is said is heard until the other side goes.
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is not null) { }
    }

    private static async Task ReadAsync(StreamReader reader, string? answered)
    {
        if (answered?.StartsWith("354", StringComparison.Ordinal) != true)
        {
            await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            return;
        }
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line != ".") { }
    }
}
