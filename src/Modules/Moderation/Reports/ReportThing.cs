using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Guildhall.Moderation.Reports;

/// <summary>A member reports what they see. The same member and thing again give the same report while it is open.</summary>
internal sealed class ReportThing(AppDb db, ReportGate gate, OpenCase open, IOptions<ModerationOptions> options, TimeProvider time)
{
    /// <returns>Id of the case that moderators decide, and whether the report is new.</returns>
    /// <exception cref="Refused">404, 409, 422; 429 after too many in a day.</exception>
    public async Task<(long CaseId, bool IsNew)> RunAsync(
        Thing thing, long reporter, ReportReason? reason, string? note, CancellationToken cancel)
    {
        var found = await gate.RequireAsync(thing, cancel);
        var words = note?.Trim() ?? "";
        if (reason is not { } why)
            throw Refused.AtField("reason", "reason_missing", "Choose a reason.");
        if (why == ReportReason.Other && words.Length == 0)
            throw Refused.AtField("note", "note_missing", "Say in a sentence what is wrong.");
        if (words.Length > Report.NoteLength)
            throw Refused.AtField("note", "note_too_long", "This can have at most {0} characters.", Report.NoteLength);

        await using var transaction = await db.BeginWriteAsync(cancel);
        var one = await open.ForAsync(thing, found.AuthorId, cancel);
        if (await db.Set<Report>().AnyAsync(r => r.CaseId == one.Id && r.ReporterId == reporter, cancel))
            return (one.Id, false);
        // Of several at once none slips past the limit.
        await db.LockAsync(LockOn.Member, reporter, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        await RequireRoomAsync(reporter, now, cancel);
        one.TakeReport(now);
        db.Add(Report.In(one, reporter, why, words, now));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return (one.Id, true);
    }

    private async Task RequireRoomAsync(long reporter, DateTime now, CancellationToken cancel)
    {
        var since = now.AddDays(-1);
        var latest = await db.Set<Report>().Where(r => r.ReporterId == reporter && r.At > since).OrderByDescending(r => r.At)
            .Select(r => r.At).Take(options.Value.ReportsPerDay).ToListAsync(cancel);
        if (latest.Count == options.Value.ReportsPerDay)
            throw new Refused("reports_exhausted", 429, "You can report {0} things a day. Try again tomorrow.", options.Value.ReportsPerDay)
            {
                RetryAfter = latest[^1].AddDays(1) - now,
            };
    }
}
