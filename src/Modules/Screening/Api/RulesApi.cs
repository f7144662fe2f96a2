using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Screening.Rules;
using Guildhall.Screening.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Screening.Api;

/// <summary>Rules of the screening for programs: tried first, then switched on.</summary>
internal static class RulesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/communities/{community}/manage/screening").WithTags("Screening").RequirePermission(Permissions.ManageScreening);
        var reads = all.MapGroup("").RequireScope(WordsApi.Read);
        reads.MapGet("/rules", ListAsync).WithName("ListScreeningRules").WithSummary("All rules with their terms, and whether they are on.");
        reads.MapGet("/trials/{id:long}", TrialAsync).WithName("GetScreeningTrial").WithSummary("How far a trial is, and what the rule would have caught.");
        var writes = all.MapGroup("").RequireScope(WordsApi.Write);
        writes.MapPost("/rules/{rule}/trials", TryAsync).WithName("TryScreeningRule").WithSummary("Tries a rule on the last ten thousand posts.").ProducesProblem(422);
        writes.MapPost("/lists/{id:long}/trials", TryListAsync).WithName("TryWordList").WithSummary("Tries a list of words on the last ten thousand posts.");
        writes.MapPut("/trials/{id:long}/activation", SwitchOnAsync).WithName("SwitchScreeningOn").WithSummary("Switches on what was tried, as it was tried.").ProducesProblem(409);
        writes.MapDelete("/rules/{rule}/activation", SwitchOffAsync).WithName("SwitchScreeningRuleOff").WithSummary("Switches a rule off.");
        writes.MapDelete("/lists/{id:long}/activation", SwitchListOffAsync).WithName("SwitchWordListOff").WithSummary("Switches a list of words off.");
    }

    private static async Task<Ok<RulesResponse>> ListAsync(string community, ReadRules read, CancellationToken cancel) =>
        TypedResults.Ok(new RulesResponse(await read.AllAsync(cancel)));

    private static async Task<Ok<TrialResponse>> TrialAsync(
        string community, long id, ReadTrials read, CancellationToken cancel, int? after = null, int limit = 50)
    {
        var trial = await read.OneAsync(id, cancel);
        var caught = await read.CaughtAsync(id, after, Kernel.Data.Paging.Limit(limit), cancel);
        return TypedResults.Ok(new TrialResponse(trial, caught.Items, caught.Next));
    }

    private static async Task<Accepted<TrialStarted>> TryAsync(
        string community, string rule, RuleTerms terms, SwitchRule rules, CancellationToken cancel) =>
        Started(community, await rules.TryAsync(RuleKinds.Read(rule) ?? throw Refused.NotFound(), terms, cancel));

    private static async Task<Accepted<TrialStarted>> TryListAsync(string community, long id, SwitchRule rules, CancellationToken cancel) =>
        Started(community, await rules.TryListAsync(id, cancel));

    private static async Task<NoContent> SwitchOnAsync(string community, long id, SwitchRule rules, CancellationToken cancel)
    {
        await rules.SwitchOnAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SwitchOffAsync(string community, string rule, SwitchRule rules, CancellationToken cancel)
    {
        await rules.SwitchOffAsync(RuleKinds.Read(rule) ?? throw Refused.NotFound(), cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SwitchListOffAsync(string community, long id, SwitchRule rules, CancellationToken cancel)
    {
        await rules.SwitchListOffAsync(id, cancel);
        return TypedResults.NoContent();
    }

    private static Accepted<TrialStarted> Started(string community, long id) => TypedResults.Accepted(
        Redirects.Encode($"/api/communities/{community}/manage/screening/trials/{id}"), new TrialStarted(id));
}

public sealed record RulesResponse(IReadOnlyList<RuleRow> Items);

public sealed record TrialStarted(long Id);

/// <param name="Next">The value of after that continues the list; null at its end. The first two hundred are kept.</param>
public sealed record TrialResponse(TrialRow Trial, IReadOnlyList<CaughtPost> Items, int? Next);
