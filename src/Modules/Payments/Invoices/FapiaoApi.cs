using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Invoices;

/// <summary>Requests for a 发票, for programs: bots and shops of members, and the operator's link to a tax system.</summary>
internal static class FapiaoApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/api/communities/{community}/orders/{code}/fapiao").WithTags("Fapiao");
        mine.MapGet("", StandingAsync).RequireScope("orders:read").WithName("GetMyFapiao").WithSummary("Whether one is offered, and how the request stands.");
        mine.MapPost("", AskAsync).RequireScope("orders:write").WithName("AskForFapiao").ProducesProblem(422)
            .WithSummary("Ask for the fapiao of one of your paid orders.");

        var all = routes.MapGroup("/api/communities/{community}/manage/fapiao").WithTags("Fapiao").RequirePermission(Permissions.ReadMoney);
        all.MapGet("", ListAsync).RequireScope("orders:read").WithName("GetFapiaoRequests")
            .WithSummary("Requests, newest first; state: requested, issued, refused, red_letter_needed, red_letter_issued.");
        all.MapPut("/{id:long}/issue", IssueAsync).RequirePermission(BookPermissions.Keep).RequireScope("orders:write").WithName("IssueFapiao")
            .WithSummary("Say that it is issued, with its number and a PDF (base64) or a link. The member is told.");
        all.MapPut("/{id:long}/refusal", RefuseAsync).RequirePermission(BookPermissions.Keep).RequireScope("orders:write").WithName("RefuseFapiao")
            .WithSummary("Refuse it with a reason. The member is told.");
        all.MapPut("/{id:long}/red-letter", RedLetterAsync).RequirePermission(BookPermissions.Keep).RequireScope("orders:write")
            .WithName("IssueRedLetter").WithSummary("Say that the red-letter invoice which a refund made necessary is issued.");
    }

    private static async Task<Ok<FapiaoStandingAnswer>> StandingAsync(
        string community, string code, AskFapiao ask, CommunityScope scope, CurrentMember current, CancellationToken cancel)
    {
        var (order, offered, request) = await OwnAsync(code, ask, scope, current, cancel);
        return TypedResults.Ok(
            new FapiaoStandingAnswer(offered, request is null ? null : FapiaoAnswer.Of(new FapiaoRow(request, order.Code))));
    }

    private static async Task<Created<FapiaoAnswer>> AskAsync(
        string community, string code, FapiaoAsked asked, AskFapiao ask, CommunityScope scope, CurrentMember current,
        CancellationToken cancel)
    {
        var (order, _, _) = await OwnAsync(code, ask, scope, current, cancel);
        var made = await ask.RunAsync(current.RequireId(), code, asked.ToWish(), cancel);
        return TypedResults.Created(
            Redirects.Encode($"/api/communities/{community}/orders/{code}/fapiao"), FapiaoAnswer.Of(new FapiaoRow(made, order.Code)));
    }

    private static async Task<FapiaoStanding> OwnAsync(
        string code, AskFapiao ask, CommunityScope scope, CurrentMember current, CancellationToken cancel)
    {
        var here = scope.Required.Id;
        var standing = await ask.FindAsync(current.RequireId(), code, cancel);
        return standing.Order.CommunityId == here ? standing : throw Refused.NotFound();
    }

    private static async Task<Ok<FapiaoAnswers>> ListAsync(
        string community, FapiaoList list, CancellationToken cancel, string? state = null, long? after = null, int limit = 50)
    {
        var wanted = EnumWords.Read<FapiaoState>(state);
        if (state is not null && wanted is null)
            throw Refused.AtField("state", "state_unknown", "There is no such state.");
        var page = await list.PageAsync(wanted, after, limit, cancel);
        return TypedResults.Ok(new FapiaoAnswers([.. page.Items.Select(FapiaoAnswer.Of)], page.Next));
    }

    private static async Task<Ok<FapiaoAnswer>> IssueAsync(
        string community, long id, FapiaoIssueAsked asked, DecideFapiao decide, FapiaoList list, CancellationToken cancel)
    {
        await decide.IssueAsync(id, asked.Number, asked.Link, asked.Pdf, cancel);
        return TypedResults.Ok(FapiaoAnswer.Of(await list.OneAsync(id, cancel)));
    }

    private static async Task<Ok<FapiaoAnswer>> RefuseAsync(
        string community, long id, FapiaoRefusalAsked asked, DecideFapiao decide, FapiaoList list, CancellationToken cancel)
    {
        await decide.RefuseAsync(id, asked.Reason, cancel);
        return TypedResults.Ok(FapiaoAnswer.Of(await list.OneAsync(id, cancel)));
    }

    private static async Task<Ok<FapiaoAnswer>> RedLetterAsync(
        string community, long id, RedLetterAsked asked, DecideFapiao decide, FapiaoList list, CancellationToken cancel)
    {
        await decide.RedLetterAsync(id, asked.Number, cancel);
        return TypedResults.Ok(FapiaoAnswer.Of(await list.OneAsync(id, cancel)));
    }
}

/// <param name="Kind">"personal" or "company".</param>
/// <param name="Title">抬头.</param>
/// <param name="TaxNumber">税号, of companies.</param>
/// <param name="Email">Where it shall go.</param>
public sealed record FapiaoAsked(string? Kind, string? Title, string? TaxNumber, string? Email)
{
    internal FapiaoWish ToWish() => new(
        EnumWords.Read<FapiaoTitle>(Kind) ?? throw Refused.AtField("kind", "kind_unknown", "There is no such kind."), Title ?? "", TaxNumber ?? "",
        Email ?? "");
}

/// <param name="Pdf">Base64; null with a link.</param>
public sealed record FapiaoIssueAsked(string? Number, string? Link = null, byte[]? Pdf = null);

public sealed record FapiaoRefusalAsked(string? Reason);

public sealed record RedLetterAsked(string? Number);

public sealed record FapiaoStandingAnswer(bool Offered, FapiaoAnswer? Request);

/// <summary>Amounts are minor units; times are UTC.</summary>
/// <param name="Left">What has not gone back since.</param>
public sealed record FapiaoAnswer(
    long Id, string Order, long MemberId, FapiaoState State, FapiaoTitle Kind, string Title, string TaxNumber, string Email, long Amount,
    long Left, string Currency, DateTime RequestedAt, DateTime? IssuedAt, string Number, string Link, bool HasFile, DateTime? RefusedAt,
    string Reason, DateTime? RedLetterNeededAt, DateTime? RedLetterAt, string RedLetterNumber)
{
    internal static FapiaoAnswer Of(FapiaoRow row)
    {
        var r = row.Request;
        return new(r.Id, row.Order, r.MemberId, r.State, r.Kind, r.Title, r.TaxNumber, r.Email, r.Amount, r.Left, r.Currency, r.RequestedAt,
            r.IssuedAt, r.Number, r.Link, r.HasFile, r.RefusedAt, r.Reason, r.RedLetterNeededAt, r.RedLetterAt, r.RedLetterNumber);
    }
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record FapiaoAnswers(IReadOnlyList<FapiaoAnswer> Items, long? Next);
