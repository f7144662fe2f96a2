using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Users;

internal sealed record UserAnswer(long Id, string Name);

/// <summary>
/// Members for programs. The names <c>users</c>, <c>id</c>, <c>name</c> and <c>error</c> are promised: existing clients read them.
/// </summary>
internal static class UsersApi
{
    private const int DefaultLimit = 100, MaxLimit = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("Members").RequireScope("users:read");
        users.MapGet("", ListAsync).WithName("ListUsers")
            .WithSummary("All members by id. The next page is in the Link header, rel=\"next\".")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(422);
        users.MapGet("/{id}", GetAsync).WithName("GetUser").WithSummary("One member.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    /// <param name="after">Ids greater than this one.</param>
    /// <param name="limit">1 to 500.</param>
    private static async Task<Ok<IReadOnlyList<UserAnswer>>> ListAsync(
        AppDb db, HttpContext http, string? after, string? limit, CancellationToken cancel)
    {
        var from = Number("after", after, 0, 0, long.MaxValue);
        var count = (int)Number("limit", limit, DefaultLimit, 1, MaxLimit);
        var page = await db.Members.AsNoTracking().Where(m => m.Id > from).OrderBy(m => m.Id)
            .Select(m => new UserAnswer(m.Id, m.Name)).PageAsync(count, u => u.Id, cancel);
        if (page.Next is { } last)
            http.Response.Headers.Link = $"<{Links.To("/api/users", ("after", last), ("limit", count))}>; rel=\"next\"";
        return TypedResults.Ok(page.Items);
    }

    /// <param name="id">Anything that is no id is nobody's: 404 like an unknown one.</param>
    private static async Task<Ok<UserAnswer>> GetAsync(AppDb db, string id, CancellationToken cancel)
    {
        var user = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await db.Members.AsNoTracking().Where(m => m.Id == number).Select(m => new UserAnswer(m.Id, m.Name))
            .SingleOrDefaultAsync(cancel)
            : null;
        return user is null ? throw new Refused("user_not_found", 404, "User not found") : TypedResults.Ok(user);
    }

    private static long Number(string name, string? text, long otherwise, long min, long max)
    {
        if (string.IsNullOrEmpty(text))
            return otherwise;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
            throw Refused.AtField(name, name + "_invalid", "{0} is a number from {1} to {2}.", name, min, max);
        return number;
    }
}
