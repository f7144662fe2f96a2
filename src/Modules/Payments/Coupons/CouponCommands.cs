using System.Text;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Guildhall.Payments.Coupons;

/// <summary>The buttons of the coupons' pages.</summary>
internal static class CouponCommands
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/c/{community}/manage/coupons").RequirePermission(Permissions.ManageCommunity).ExcludeFromDescription();
        pages.MapPost("/{id:long}/end", async (string community, long id, [FromForm] IFormCollection _, ArrangeCoupons arrange, CancellationToken cancel) =>
        {
            await arrange.EndAsync(id, cancel);
            return Redirects.To($"/c/{community}/manage/coupons/{id}");
        });
        pages.MapGet("/codes.csv", CodesAsync);
    }

    /// <summary>One code a line: letters, digits and hyphens only, so that no cell is ever read as a formula.</summary>
    private static async Task CodesAsync(
        string community, string? campaign, CouponList coupons, HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=\"coupons.csv\"";
        await response.WriteAsync("code\r\n", Encoding.UTF8, cancel);
        await foreach (var coupon in coupons.OfCampaignAsync(campaign ?? "").WithCancellation(cancel))
            await response.WriteAsync($"{coupon.Code}\r\n", Encoding.UTF8, cancel);
    }
}
