using System.ComponentModel;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Web.Pages;

/// <summary>
/// A form that was sent from a page as it was, to the page as it is. The framework answers a bare 400 when the form is not on the
/// page any more (pressed twice, somebody else was faster). A form whose token is another session's (signed in or out since), whose
/// sender was signed out or lost the role, whose thing is gone or which is too large is refused before; and the disk may be full when it
/// comes. What was typed is given back.
/// </summary>
public sealed record StaleForm(
    [Localizable(true)] string Title, [Localizable(true)] string Text, IReadOnlyList<string> Typed, bool SignIn = false, bool Gone = false)
{
    private const int WorthKeeping = 30;

    /// <summary>What fills the places of <see cref="Text"/>.</summary>
    public object[] Args { get; init; } = [];

    // A text of a million characters and a picture beside it: a refused request shall not fill the disk.
    private const int MaxRead = 12 * 1024 * 1024;

    // What nobody typed, and what no page may show.
    private static readonly string[] Hidden =
        ["__RequestVerificationToken", "_handler", "shown", "password", "sealed", "token", "code", "key", "credential", "returnUrl"];

    /// <returns><c>null</c> where the request was refused for another reason.</returns>
    public static StaleForm? Of(HttpContext http) => http.Items[typeof(StaleForm)] as StaleForm;

    /// <summary>The framework's refusal has no body but a content type, which keeps the status pages from filling it.</summary>
    public static async Task LeaveToErrorPageAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await next(http);
            return;
        }
        try
        {
            await next(http);
        }
        catch (Refused refused) when ((refused.Status is 401 or 404 or 413 || refused.Code == FormTokens.Invalid) && IsFormOfPage(http))
        {
            await KeepTypedAsync(http, refused);
            throw;
        }
        catch (Exception lost) when (Outage.Of(lost) is { } outage && IsFormOfPage(http))
        {
            await KeepTypedAsync(http, outage.Refusal());
            throw;
        }
        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest } && IsPage(http))
            TellOfOldPage(http);
    }

    private static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static bool IsFormOfPage(HttpContext http) =>
        IsPage(http) && http.Request.HasFormContentType && !RefusalAnswers.WantsJson(http.Request);

    private static void TellOfOldPage(HttpContext http)
    {
        if (http.Features.Get<IFormFeature>()?.Form is { } form)
            http.Items[typeof(StaleForm)] = new StaleForm("This page has changed since you opened it", "Nothing was saved: the button may have been pressed before, or a colleague was faster. Open the page again to see the current state.", TypedIn(form));
        http.Response.ContentType = null;
        // Rendering adds it and takes no second one.
        http.Response.Headers.Remove("blazor-enhanced-nav");
    }

    // Whoever gets it back sent it from this very origin.
    private static async Task KeepTypedAsync(HttpContext http, Refused refused)
    {
        var typed = TypedIn(refused.Status == 413 ? BoundedForms.ReadSoFar(http) : await ReadAsync(http));
        http.Items[typeof(StaleForm)] = refused.Status switch
        {
            401 => new StaleForm("Sign in first",
                "Nothing was saved: you are no longer signed in. Sign in and resubmit it.", typed, SignIn: true),
            400 => new StaleForm("You signed in or out since opening this form",
                "Nothing was saved. Open the page again and resubmit it.", typed),
            413 => new StaleForm("That is too large", refused.Text, typed) { Args = refused.Args },
            _ when typed.Length > 0 && OutagePage.IsFor(refused) => new StaleForm(OutagePage.TitleOf(refused), refused.Text, typed),
            _ when typed.Length > 0 => new StaleForm("Not found",
                "Nothing was saved: what you worked on is gone, or you no longer have access to it.", typed, Gone: true),
            _ => null,
        };
    }

    /// <returns>Empty where it is too large or broken.</returns>
    private static async Task<IFormCollection> ReadAsync(HttpContext http)
    {
        if (http.Features.Get<IFormFeature>() is { Form: { } read })
            return read;
        if (http.Request.ContentLength is null or > MaxRead)
            return FormCollection.Empty;
        try
        {
            return await http.Request.ReadBoundedFormAsync();
        }
        catch (Exception unreadable) when (unreadable is Refused or IOException)
        {
            return FormCollection.Empty;
        }
    }

    /// <summary>Long texts and those of several lines: a title is typed again in a moment.</summary>
    private static string[] TypedIn(IFormCollection form) =>
        [.. form.Where(field => !Hidden.Any(name => field.Key.Contains(name, StringComparison.OrdinalIgnoreCase)))
            .SelectMany(field => field.Value).OfType<string>().Where(value => value.Length >= WorthKeeping || value.Contains('\n'))];
}
