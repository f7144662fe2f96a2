using Guildhall.Growth.Books;
using Guildhall.Growth.Deeds;
using Guildhall.Growth.Levels;
using Guildhall.Growth.Program;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Growth.Api;

/// <summary>Rules, levels, tiers by contribution and points by hand, for operators' programs.</summary>
internal static class ManagePointsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/communities/{community}/manage/points").WithTags("Points").RequirePermission(PointsPermissions.Manage);
        var read = all.MapGroup("").RequireScope(PointsPermissions.ReadScope);
        read.MapGet("/rules", RulesAsync).WithName("GetPointsRules").WithSummary("What deeds earn, and the levels.");
        read.MapPost("/rehearsal", RehearseAsync).WithName("RehearsePointsRules").ProducesProblem(422)
            .WithSummary("What these rules would have given over the last 90 days, and the ten most affected. Nothing is saved.");
        read.MapGet("/tier-rules", TierRulesAsync).WithName("ListTierRules").WithSummary("Tiers that are held for contributions.");

        var write = all.MapGroup("").RequireScope(PointsPermissions.WriteScope);
        write.MapPut("/program", async (string community, ProgramRequest wanted, ChangeProgram change, CancellationToken cancel) =>
        {
            await change.OpenAsync(EnumWords.Read<Preset>(wanted.Preset ?? "balanced")
                ?? throw Refused.AtField("preset", "preset_unknown", "Choose quiet, balanced or lively."), cancel);
            return TypedResults.NoContent();
        }).WithName("OpenPoints").ProducesProblem(422).WithSummary("Points are given from now on, by the rules of a preset: quiet, balanced or lively.");
        write.MapDelete("/program", async (string community, ChangeProgram change, CancellationToken cancel) =>
        {
            await change.CloseAsync(cancel);
            return TypedResults.NoContent();
        }).WithName("ClosePoints").WithSummary("No points are given any more. What members have is kept.");
        write.MapPut("/rules", async (string community, RulesRequest wanted, ChangeProgram change, CancellationToken cancel) =>
        {
            await change.SaveAsync(wanted.ToTerms(), ShownValues.None, cancel);
            return TypedResults.NoContent();
        }).WithName("ChangePointsRules").ProducesProblem(422).WithSummary("Sets what deeds earn from now on; deeds that are left out earn nothing.");
        write.MapPut("/levels", async (string community, LevelsRequest wanted, ChangeLevels change, CancellationToken cancel) =>
        {
            await change.RunAsync(
                [.. (wanted.Levels ?? []).Select(l => new LevelTerms(l?.NameEn ?? "", l?.NameZh ?? "", l?.Threshold ?? 0))], cancel);
            return TypedResults.NoContent();
        }).WithName("ChangeLevels").ProducesProblem(422).WithSummary("Sets all levels, from the first; everybody is put on theirs at once.");
        write.MapPost("/adjustments", AdjustAsync).WithName("AdjustPoints").ProducesProblem(409).ProducesProblem(422)
            .WithSummary("Gives a member points, or takes some with a minus. The same Idempotency-Key again changes nothing.");
        write.MapPost("/tier-rules", AddTierRuleAsync).WithName("AddTierRule").ProducesProblem(422)
            .WithSummary("A tier is held for contributions: from a level on, or for some days after so many points within so many days.");
        write.MapDelete("/tier-rules/{id:long}", async (string community, long id, ArrangeTierRules rules, CancellationToken cancel) =>
        {
            await rules.EndAsync(id, cancel);
            return TypedResults.NoContent();
        }).WithName("EndTierRule").WithSummary("Nobody holds the tier by it any more; what is paid for stays.");
    }

    private static async Task<Ok<RulesDocument>> RulesAsync(string community, Programs programs, CommunityScope scope,
        CancellationToken cancel)
    {
        var program = await programs.FindAsync(scope.Id, cancel) ?? throw Refused.NotFound();
        var terms = program.Terms;
        return TypedResults.Ok(new RulesDocument(
            program.IsOpen, program.StartsAt, [.. terms.Rules.OrderBy(r => r.Key).Select(r => new RuleItem(EnumWords.Of(r.Key),
                r.Value.Points, r.Value.PerDay))],
            EnumWords.Of(terms.MinTrust), terms.DailyPoints, terms.ValidMonths, [.. program.Levels.Select(l => LevelDocument.Of(l)!)]));
    }

    private static async Task<Ok<RehearsalDocument>> RehearseAsync(
        string community, RulesRequest wanted, RehearseRules rehearse, CancellationToken cancel)
    {
        var found = await rehearse.RunAsync(wanted.ToTerms(), cancel);
        return TypedResults.Ok(new RehearsalDocument(
            RehearseRules.Days, found.Given, found.GivenNow, found.People, found.IsWhole,
            [.. found.Deeds.Select(d => new RehearsedDeedItem(EnumWords.Of(d.Kind), d.Deeds, d.Points))],
            [.. found.Members.Select(m => new RehearsedMemberItem(m.MemberId, m.Name, m.Now, m.Then))]));
    }

    private static async Task<NoContent> AdjustAsync(
        string community, AdjustmentRequest wanted, [FromHeader(Name = "Idempotency-Key")] string? key, AdjustPoints adjust,
        CancellationToken cancel)
    {
        await adjust.RunAsync(wanted.MemberId, wanted.Points, wanted.Reason, key ?? Guid.NewGuid().ToString("n"), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TierRulesDocument>> TierRulesAsync(string community, ArrangeTierRules rules, CancellationToken cancel) =>
        TypedResults.Ok(new TierRulesDocument([.. (await rules.ListAsync(cancel)).Select(r => new TierRuleItem(
            r.Rule.Id, r.Rule.TierId, r.Tier, EnumWords.Of(r.Rule.Kind), r.Rule.Level, r.Rule.Points, r.Rule.WithinDays, r.Rule.ForDays,
                r.Holders))]));

    private static async Task<Created<CreatedId>> AddTierRuleAsync(
        string community, TierRuleRequest wanted, ArrangeTierRules rules, CancellationToken cancel)
    {
        var made = await rules.AddAsync(new TierRuleTerms(
            wanted.TierId, EnumWords.Read<TierRuleKind>(wanted.Kind) ?? throw Refused.AtField("kind", "kind_unknown", "Choose level or points."),
            wanted.Level ?? 0, wanted.Points ?? 0, wanted.WithinDays ?? 0, wanted.ForDays ?? 0), cancel);
        return TypedResults.Created(Redirects.Encode($"/api/communities/{community}/manage/points/tier-rules"), new CreatedId(made.Id));
    }
}

/// <param name="Preset">"quiet", "balanced" or "lively"; balanced when left out. Rules of earlier times are kept.</param>
public sealed record ProgramRequest(string? Preset);

/// <param name="Deed">"article_published", "answer_accepted" …</param>
/// <param name="PerDay">How many of a member's deeds count in a day; null for no limit.</param>
public sealed record RuleItem(string Deed, int Points, int? PerDay);

/// <param name="MinTrust">"new", "basic", "regular" or "trusted": deeds of who is trusted less count for nothing.</param>
/// <param name="DailyPoints">Most points of one member in a day; null for no limit.</param>
/// <param name="ValidMonths">Months after which unused points are over; null for never.</param>
public sealed record RulesRequest(IReadOnlyList<RuleItem>? Rules, string? MinTrust, int? DailyPoints, int? ValidMonths)
{
    internal ProgramTerms ToTerms()
    {
        var rules = new Dictionary<DeedKind, RuleTerms>();
        foreach (var rule in (Rules ?? []).OfType<RuleItem>())
            rules[EnumWords.Read<DeedKind>(rule.Deed) ?? throw Refused.AtField("rules", "deed_unknown", "There is no deed called {0}.", rule.Deed)]
                = new RuleTerms(rule.Points, rule.PerDay);
        return new ProgramTerms(
            rules, EnumWords.Read<TrustLevel>(MinTrust ?? "new") ?? throw Refused.AtField("minTrust", "trust_unknown", "Choose new, basic, regular or trusted."),
            DailyPoints, ValidMonths);
    }
}

/// <param name="StartsAt">UTC: what was done before counts for nothing.</param>
public sealed record RulesDocument(
    bool Open, DateTime StartsAt, IReadOnlyList<RuleItem> Rules, string MinTrust, int? DailyPoints, int? ValidMonths,
    IReadOnlyList<LevelDocument> Levels);

/// <param name="Deeds">How many were done.</param>
public sealed record RehearsedDeedItem(string Deed, int Deeds, long Points);

/// <param name="Now">By the present rules.</param>
/// <param name="Then">By the rules that are tried.</param>
public sealed record RehearsedMemberItem(long MemberId, string Name, long Now, long Then);

/// <param name="Whole">Whether all deeds of those days were looked at.</param>
public sealed record RehearsalDocument(
    int Days, long Given, long GivenNow, int Members, bool Whole, IReadOnlyList<RehearsedDeedItem> Deeds,
    IReadOnlyList<RehearsedMemberItem> Affected);

/// <param name="NameEn">In English; the Chinese one where it is left out.</param>
public sealed record LevelRequest(string? NameEn, string? NameZh, long Threshold);

public sealed record LevelsRequest(IReadOnlyList<LevelRequest>? Levels);

/// <param name="Points">Below zero to take some.</param>
/// <param name="Reason">For the member.</param>
public sealed record AdjustmentRequest(long MemberId, long Points, string? Reason);

/// <param name="Kind">"level" with level, or "points" with points, withinDays and forDays.</param>
public sealed record TierRuleRequest(long TierId, string? Kind, int? Level, long? Points, int? WithinDays, int? ForDays);

/// <param name="Holders">How many hold the tier by it now.</param>
public sealed record TierRuleItem(
    long Id, long TierId, string Tier, string Kind, int Level, long Points, int WithinDays, int ForDays, int Holders);

public sealed record TierRulesDocument(IReadOnlyList<TierRuleItem> Items);

public sealed record CreatedId(long Id);
