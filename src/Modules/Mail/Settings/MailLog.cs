using Guildhall.Kernel.Data;
using Guildhall.Mail.Sending;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Mail.Settings;

/// <param name="State">A text key.</param>
internal sealed record LoggedMail(string To, string Subject, DateTime CreatedAt, DateTime? SentAt, DateTime? EndedAt, string Answer)
{
    public string State => SentAt is not null ? "Sent" : EndedAt is not null ? "Not sent" : "Waiting";
}

/// <summary>What was mailed last, for the operator.</summary>
internal sealed class MailLog(AppDb db)
{
    /// <summary>How many wait for a server.</summary>
    public Task<int> WaitingAsync(CancellationToken cancel) => db.Set<SentMail>().CountAsync(
        m => m.SentAt == null && m.EndedAt == null && m.Answer == SentMail.MailOff, cancel);

    public async Task<IReadOnlyList<LoggedMail>> LastAsync(CancellationToken cancel) =>
        await db.Set<SentMail>().AsNoTracking().OrderByDescending(m => m.Id).Take(30)
        .Select(m => new LoggedMail(m.To, m.Subject, m.CreatedAt, m.SentAt, m.EndedAt, m.Answer)).ToListAsync(cancel);
}
