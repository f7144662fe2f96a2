using System.Net;
using Microsoft.AspNetCore.Http;

namespace Guildhall.App.Tests.Payments;

/// <summary>The page on which a buyer pays at a processor's own origin: what it is called and one button.</summary>
internal static class HostedPage
{
    public static Task ShowAsync(HttpContext http, string whose, string price)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        // Without the icon a browser asks for one, and complains.
        return http.Response.WriteAsync($"""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>{WebUtility.HtmlEncode(whose)}</title><link rel="icon" href="data:,">
            <h1>{WebUtility.HtmlEncode(whose)}</h1><p>{WebUtility.HtmlEncode(price)}</p>
            <form method="post"><button name="do" value="pay">Pay</button></form></html>
            """);
    }

    /// <summary>To the merchant's site.</summary>
    public static void SendBack(HttpContext http, string to)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = to;
    }
}
