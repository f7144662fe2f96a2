using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Notifications.List;

/// <summary>A member's own notifications, for pages and for programs.</summary>
internal static class NotificationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/notifications/{id:long}", async (long id, NotificationList list, CurrentMember member, CancellationToken cancel) =>
            Redirects.To(await list.ReadAsync(member.RequireId(), id, cancel))).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/notifications/read", async ([FromForm] long until, NotificationList list, CurrentMember member, CancellationToken cancel) =>
        {
            await list.ReadAllAsync(member.RequireId(), until, cancel);
            return Redirects.To("/notifications");
        }).RequireAuthorization().ExcludeFromDescription();

        var api = routes.MapGroup("/api/me/notifications").WithTags("Notifications");
        api.MapGet("", ListAsync).RequireScope("account:read").WithName("ListNotifications").WithSummary("The member's own notifications, newest first.");
        api.MapGet("/count", CountAsync).RequireScope("account:read").WithName("CountNotifications").WithSummary("How many are unread, counted up to 100.");
        api.MapPut("/{id:long}/read", ReadAsync).RequireScope("account:write").WithName("ReadNotification").WithSummary("Marks one as read.");
        api.MapPut("/read", ReadAllAsync).RequireScope("account:write").WithName("ReadNotifications").WithSummary("Marks all up to an id as read.");
    }

    private static async Task<Ok<NotificationsResponse>> ListAsync(
        NotificationList list, UnreadCounts counts, CurrentMember member, Texts texts, CancellationToken cancel, long? after = null,
        int limit = 30)
    {
        var page = await list.PageAsync(member.RequireId(), after, limit, texts, cancel);
        return TypedResults.Ok(new NotificationsResponse(page.Items, page.Next, await counts.UnreadAsync(member.RequireId(), cancel)));
    }

    private static async Task<Ok<UnreadResponse>> CountAsync(UnreadCounts counts, CurrentMember member, CancellationToken cancel) =>
        TypedResults.Ok(new UnreadResponse(await counts.UnreadAsync(member.RequireId(), cancel)));

    private static async Task<NoContent> ReadAsync(long id, NotificationList list, CurrentMember member, CancellationToken cancel)
    {
        await list.ReadAsync(member.RequireId(), id, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ReadAllAsync(
        ReadRequest wanted, NotificationList list, CurrentMember member, CancellationToken cancel)
    {
        await list.ReadAllAsync(member.RequireId(), wanted.Until, cancel);
        return TypedResults.NoContent();
    }
}

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
/// <param name="Unread">Counted up to 100.</param>
public sealed record NotificationsResponse(IReadOnlyList<NotificationResponse> Items, long? Next, int Unread);

public sealed record UnreadResponse(int Unread);

/// <param name="Until">Id of the newest that the reader has seen.</param>
public sealed record ReadRequest(long Until);
