using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Guildhall.Kernel.Http;

/// <summary>Forms are read within <see cref="FormLimits"/>, once, and before anything else looks at them.</summary>
public static class BoundedForms
{
    /// <summary>Ahead of the check of the form's token, which would take a form that is too large for one without a token.</summary>
    public static void UseBoundedForms(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        // Not webhooks: their signature is over every byte, and nobody reads them as a form.
        if (http.Request.HasFormContentType && !http.Request.Path.StartsWithSegments("/webhooks", StringComparison.Ordinal))
        {
            Bound(http);
            var asked = http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>();
            if (HttpMethods.IsPost(http.Request.Method) && asked is { RequiresValidation: true })
                await ReadBoundedFormAsync(http.Request);
        }
        await next(http);
    });

    /// <exception cref="Refused">413 where the form is too large; 400 where there is none or it is broken.</exception>
    public static async Task<IFormCollection> ReadBoundedFormAsync(this HttpRequest request)
    {
        try
        {
            if (request.HasFormContentType)
            {
                Bound(request.HttpContext);
                return await request.ReadFormAsync(request.HttpContext.RequestAborted);
            }
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw FormLimits.FormTooLarge();
        }
        catch (InvalidDataException) when (!IsMultipart(request))
        {
            // The platform's reader of this kind knows no other fault than a limit.
            throw FormLimits.FormTooLarge();
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            // Without a boundary, cut off: told below.
        }
        throw new Refused("bad_request", 400, "The request could not be read.");
    }

    /// <summary>The fields that were read in full before a form was refused as too large.</summary>
    public static IFormCollection ReadSoFar(HttpContext http) =>
        (http.Features.Get<IFormFeature>() as MultipartForm)?.ReadSoFar ?? FormCollection.Empty;

    private static void Bound(HttpContext http)
    {
        if (http.Items.ContainsKey(typeof(FormLimits)))
            return;
        var limits = FormLimits.Of(http.GetEndpoint());
        http.Items[typeof(FormLimits)] = limits;
        if (IsMultipart(http.Request))
        {
            http.Features.Set<IFormFeature>(new MultipartForm(http.Request, limits));
            return;
        }
        // A character is percent-encoded into three bytes for each of its own.
        var options = new FormOptions { ValueLengthLimit = 3 * limits.Field, ValueCountLimit = FormLimits.MaxParts };
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, options));
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body && body.MaxRequestBodySize is null or > 0)
            body.MaxRequestBodySize = Math.Min(body.MaxRequestBodySize ?? long.MaxValue, 3L * limits.Text);
    }

    private static bool IsMultipart(HttpRequest request) =>
        request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;
}
