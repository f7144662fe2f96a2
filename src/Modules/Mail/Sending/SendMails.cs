using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Guildhall.Mail.Settings;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Mail.Sending;

/// <summary>Sends a mail from the queue, unless it has gone out already or nobody wants it.</summary>
internal sealed class SendMails(
    AppDb db, CurrentMailSettings settings, ComposeMail compose, SmtpConnections smtp, IMailRefusals refusals, TimeProvider time)
        : IWork<SendMail>
{
    // Some servers refuse a stranger's first mails for an hour (greylisting); after two days a mail is too late.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(30),
    ];

    // Whether the environment has given a server since; one that is set up in the browser wakes what waits.
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    public static readonly WorkOptions Options = new()
    {
        Parallel = SmtpConnections.Most,
        MaxAttempts = Waits.Length + 1,
        Lease = TimeSpan.FromMinutes(1),
        Backoff = failures => Waits[Math.Min(failures, Waits.Length) - 1],
    };

    public async Task RunAsync(SendMail payload, WorkContext context, CancellationToken cancel)
    {
        var mail = payload.Mail;
        var sent = await BeginAsync(payload, cancel);
        if (sent.IsOver)
            return;
        var server = await settings.GetAsync(cancel);
        if (!server.IsOn)
        {
            // Another node may have heard of one in this moment.
            settings.Forget();
            server = await settings.GetAsync(cancel);
        }
        var until = sent.CreatedAt + MailLife.Of(mail.Kind);
        if (!server.IsOn && Now() < until)
        {
            await EndAsync(sent, SentMail.MailOff, final: false, cancel);
            context.RunAgainAt = Now() + Look < until ? Now() + Look : until;
            return;
        }
        if (!server.IsOn || (sent.Answer == SentMail.MailOff && Now() >= until))
        {
            await EndAsync(sent, SentMail.MailOff, final: true, cancel);
            return;
        }
        if (mail is { Optional: true, MemberId: { } member } && (await refusals.OfAsync(member, cancel)).Contains(mail.Kind))
        {
            await EndAsync(sent, "not_wanted", final: true, cancel);
            return;
        }
        using var message = await compose.RunAsync(mail, sent.MessageId, server, cancel);
        try
        {
            sent.Sent(await smtp.SendAsync(message, server, cancel), Now());
            await db.SaveChangesAsync(cancel);
        }
        catch (SmtpRefusal refusal)
        {
            var final = refusal.IsFinal || context.Attempt >= Options.MaxAttempts;
            await EndAsync(sent, refusal.Message, final, cancel);
            throw new WorkFailure(refusal.Message, final);
        }
    }

    /// <summary>The row's message id counts: a mail that was begun before keeps the one that it was begun with.</summary>
    private async Task<SentMail> BeginAsync(SendMail order, CancellationToken cancel)
    {
        var rows = db.Set<SentMail>().Where(m => m.Kind == order.Mail.Kind && m.Key == order.Mail.Key);
        if (await rows.SingleOrDefaultAsync(cancel) is { } begun)
            return begun;
        var made = SentMail.Begin(order, Now());
        db.Add(made);
        try
        {
            await db.SaveChangesAsync(cancel);
            return made;
        }
        catch (DbUpdateException failure) when (failure.IsCollision())
        {
            db.Entry(made).State = EntityState.Detached;
            return await rows.SingleAsync(cancel);
        }
    }

    private async Task EndAsync(SentMail sent, string answer, bool final, CancellationToken cancel)
    {
        sent.Refused(answer, Now(), final);
        await db.SaveChangesAsync(cancel);
    }

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
