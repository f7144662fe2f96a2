using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Users;

/// <summary>Who a token acts for. Any token may ask: it needs no scope.</summary>
internal static class MeApi
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/me", GetAsync).RequireAuthorization().WithTags("Members").WithName("GetMe")
            .WithSummary("The member whose token or session this is.").ProducesProblem(401);

    private static async Task<Ok<MeAnswer>> GetAsync(CurrentMember current, AppDb db, CancellationToken cancel)
    {
        var id = current.RequireId();
        var scopes = current.Viewer.Scopes?.Order(StringComparer.Ordinal).ToList();
        return TypedResults.Ok(await db.Members.AsNoTracking().Where(m => m.Id == id)
            .Select(m => new MeAnswer(
                m.Id, m.Name, db.Set<Account>().Where(a => a.MemberId == m.Id).Select(a => a.Email).FirstOrDefault() ?? "",
                m.Language, m.TimeZone, m.IsOwner, scopes))
            .SingleAsync(cancel));
    }
}
