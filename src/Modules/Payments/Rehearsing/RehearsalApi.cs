using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Rehearsing;

/// <summary>Rehearsals for programs, and their rows as files.</summary>
internal static class RehearsalApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/communities/{community}/manage/rehearsal", RunAsync).WithTags("Price simulation")
            .RequirePermission(Permissions.ReadMoney).RequireScope("orders:read").WithName("Simulate").ProducesProblem(422)
            .WithSummary("Says what a change of prices, tiers or coupons would do. Nothing is written.");
        var pages = routes.MapGroup("/c/{community}/manage/rehearsal").RequirePermission(Permissions.ReadMoney).ExcludeFromDescription();
        pages.MapPost("/access.csv", AccessAsync);
        pages.MapPost("/renewals.csv", RenewalsAsync);
    }

    private static async Task<Ok<RehearsalResult>> RunAsync(
        string community, ProposalBody body, Rehearse rehearse, CommunityScope scope, CancellationToken cancel) =>
        TypedResults.Ok(await rehearse.RunAsync(body.ToProposal(scope.Required.Currency), cancel));

    private static async Task<CsvAnswer> AccessAsync(
        string community, [FromForm] IFormCollection form, ReadProposal read, Rehearse rehearse, IMembers members, CancellationToken cancel)
    {
        var result = await rehearse.RunAsync(await read.RunAsync(ProposalForm.Of(form), cancel), cancel);
        return new CsvAnswer("rehearsal-access.csv", ["member", "name", "tiers", "gains", "loses", "until"], Rows());

        async IAsyncEnumerable<CsvCell[]> Rows()
        {
            foreach (var some in result.Access.Chunk(500))
            {
                var names = await members.ManyAsync([.. some.Select(a => a.MemberId)], cancel);
                foreach (var row in some)
                    yield return [row.MemberId, names.GetValueOrDefault(row.MemberId)?.Name, string.Join("; ", row.Tiers),
                        string.Join("; ", row.Gains), string.Join("; ", row.Loses), $"{row.Until:yyyy-MM-dd}"];
            }
        }
    }

    private static async Task<CsvAnswer> RenewalsAsync(
        string community, [FromForm] IFormCollection form, ReadProposal read, Rehearse rehearse, IMembers members, CancellationToken cancel)
    {
        var result = await rehearse.RunAsync(await read.RunAsync(ProposalForm.Of(form), cancel), cancel);
        return new CsvAnswer("rehearsal-renewals.csv",
            ["subscription", "member", "name", "title", "interval", "charged", "due", "currency", "before", "kept", "raised"], Rows());

        async IAsyncEnumerable<CsvCell[]> Rows()
        {
            foreach (var some in result.Subscriptions.Chunk(500))
            {
                var names = await members.ManyAsync([.. some.Select(a => a.MemberId).Distinct()], cancel);
                foreach (var row in some)
                    yield return [row.SubscriptionId, row.MemberId, names.GetValueOrDefault(row.MemberId)?.Name, row.Title,
                        row.Interval.Word(), row.Charged ? "processor" : "by hand", $"{row.DueAt:yyyy-MM-dd}", row.Currency,
                        CsvCell.Of(new Money(row.Before, row.Currency)),
                        CsvCell.Of(new Money(row.Kept, row.Currency)), CsvCell.Of(new Money(row.Raised, row.Currency))];
            }
        }
    }
}

/// <summary>Reads a posted form against what the community offers.</summary>
internal sealed class ReadProposal(ITiers tiers, Rehearse rehearse, CommunityScope scope)
{
    public async Task<Proposal> RunAsync(ProposalForm form, CancellationToken cancel) =>
        form.Read(await tiers.ListAsync(scope.Id, cancel), scope.Required, (await rehearse.RunningAsync(cancel)).Select(c => c.CouponId));
}
