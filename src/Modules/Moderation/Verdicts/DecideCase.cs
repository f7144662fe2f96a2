using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Reports;
using Guildhall.Moderation.Sanctions;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Verdicts;

/// <summary>What a moderator has chosen.</summary>
/// <param name="Grounds">What was wrong; <c>null</c> for what most reporters said.</param>
/// <param name="Note">For the author.</param>
internal sealed record WantedVerdict(VerdictKind? Kind, ReportReason? Grounds, string? Note, WantedSanction? Sanction)
{
    public const int MostClosedDays = 365;

    public string Words => Note?.Trim() ?? "";

    /// <summary>Of a member: what is taken down.</summary>
    public IReadOnlyCollection<ProfilePart> Parts { get; init; } = [];

    /// <summary>For so many days the member can set no others; <c>null</c> or 0 where they can at once.</summary>
    public int? ClosedDays { get; init; }

    public DateTime? ClosedUntil(DateTime now) => ClosedDays is > 0 and var days ? now.AddDays(days) : null;
}

/// <summary>Decides a case or an appeal, and does what that means. Of two moderators at once the second hears who decided.</summary>
internal sealed class DecideCase(AppDb db, Guard guard, CaseGate cases, JudgedThings things, VerdictDeeds deeds)
{
    /// <exception cref="Refused">403 where they may not read it; 404; 409 where it is decided or their own; 422.</exception>
    public async Task<Verdict> RunAsync(long caseId, WantedVerdict wanted, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(Permissions.HandleReports, cancel);
        if (wanted.Kind is not { } kind)
            throw Refused.AtField("verdict", "verdict_missing", "Choose a verdict.");
        if (wanted.Words.Length > Verdict.NoteLength)
            throw Refused.AtField("note", "note_too_long", "This can have at most {0} characters.", Verdict.NoteLength);
        if (wanted.ClosedDays is < 0 or > WantedVerdict.MostClosedDays)
            throw Refused.AtField("closedDays", "closed_days_range", "Choose 0 to {0} days.", WantedVerdict.MostClosedDays);
        await cases.RequireDecidableAsync(await cases.FindAsync(caseId, cancel), by, cancel);

        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Case, (await cases.FindAsync(caseId, cancel)).ThingId, cancel);
        var one = await cases.FindAsync(caseId, cancel);
        if (one.State == CaseState.Closed)
            return await DecidedAlreadyAsync(one, kind, by, cancel);
        if (!one.Choices(things.Removable).Contains(kind))
            throw Refused.AtField("verdict", "verdict_impossible", "This verdict does not fit the case. Load the page again.");
        if (one.IsOfMember && kind == VerdictKind.Remove && wanted.Parts.Count == 0)
            throw Refused.AtField("parts", "parts_missing", "Choose what to take down.");
        if (one.State == CaseState.Appealed)
            await cases.RequireAnotherAsync(one, by, cancel);
        var verdict = await deeds.DoAsync(one, kind, wanted, by, cancel);
        await transaction.CommitAsync(cancel);
        return verdict;
    }

    /// <summary>Whoever sends the same verdict twice has it once.</summary>
    private async Task<Verdict> DecidedAlreadyAsync(Case one, VerdictKind kind, long by, CancellationToken cancel)
    {
        var last = await db.Set<Verdict>().AsNoTracking().Where(v => v.CaseId == one.Id && v.UndoneAt == null)
            .OrderByDescending(v => v.Turn).FirstOrDefaultAsync(cancel);
        if (last is null)
            throw new Refused("case_closed", 409, "This has already been decided.");
        if (last.Kind == kind && last.DecidedBy == by)
            return last;
        var name = await db.Members.Where(m => m.Id == last.DecidedBy).Select(m => m.Name).SingleAsync(cancel);
        throw new Refused("decided_already", 409, "{0} has decided this already.", name)
        {
            Extra = { ["decidedBy"] = name, ["verdict"] = Kernel.Values.EnumWords.Of(last.Kind) },
        };
    }
}
