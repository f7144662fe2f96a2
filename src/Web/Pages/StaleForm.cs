using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Web.Pages;

/// <summary>
/// A form that was sent from a page as it was, to the page as it is. The framework answers a bare 400 when the form is not on the
/// page any more (pressed twice, somebody else was faster) and when its token is another session's (signed in or out since).
/// </summary>
public sealed record StaleForm(string Title, string Text, IReadOnlyList<string> Typed)
{
    private const int WorthKeeping = 30;

    // What nobody typed, and what no page may show.
    private static readonly string[] Hidden = ["__RequestVerificationToken", "_handler", "password", "sealed", "token", "code", "key", "returnUrl"];

    /// <returns><c>null</c> where the request was refused for another reason.</returns>
    public static StaleForm? Of(HttpContext http) => http.Items[typeof(StaleForm)] as StaleForm;

    /// <summary>The framework's refusal has no body but a content type, which keeps the status pages from filling it.</summary>
    public static async Task LeaveToErrorPageAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is not { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest } || !HttpMethods.IsPost(http.Request.Method)
            || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            return;
        var tokenWasBad = http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false };
        // With a bad token the form throws when it is read. Now it is only shown, to whoever sent it from this very origin.
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        if (http.Features.Get<IFormFeature>()?.Form is not { } form)
            return;
        http.Items[typeof(StaleForm)] = tokenWasBad
            ? new StaleForm("This form is from before you signed in or out", "Nothing was done. Open the page again and send it once more.", TypedIn(form))
            : new StaleForm("This page has changed since you opened it", "Nothing was done: perhaps the button was pressed before, or a colleague was faster. Open the page again to see how things stand.", TypedIn(form));
        http.Response.ContentType = null;
        // Rendering adds it and takes no second one.
        http.Response.Headers.Remove("blazor-enhanced-nav");
    }

    /// <summary>Long texts only: a title is typed again in a moment.</summary>
    private static string[] TypedIn(IFormCollection form) =>
        [.. form.Where(field => !Hidden.Any(name => field.Key.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(field => field.Value).OfType<string>().Where(value => value.Length >= WorthKeeping)];
}
