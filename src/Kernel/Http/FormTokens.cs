using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;

namespace Guildhall.Kernel.Http;

/// <summary>
/// The antiforgery token of forms. The framework only notes that it is bad, and throws when the form is read next: a 500 that any
/// visitor can cause. Here the request is refused before anything reads its form.
/// </summary>
public static class FormTokens
{
    /// <summary>The code of the refusal.</summary>
    public const string Invalid = "form_token_invalid";

    public static void UseFormTokens(this IApplicationBuilder app)
    {
        app.UseAntiforgery();
        app.Use((http, next) =>
        {
            if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
                return next(http);
            // While it stands there, even asking whether there is a form throws; the error page gives back what was typed.
            http.Features.Set<IAntiforgeryValidationFeature>(null);
            throw new Refused("form_token_invalid", 400,
                "This form has expired or belongs to another session. Open the page again and resubmit it.");
        });
    }
}
