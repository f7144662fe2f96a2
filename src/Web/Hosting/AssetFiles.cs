using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Web.Hosting;

/// <summary>
/// Serves what stands in wwwroot, in the compressed form that the build has put beside a file where the browser reads it. Not by routes:
/// the platform's own would be 1,640, and a tenth of a start (docs/decisions/0006).
/// </summary>
internal static class AssetFiles
{
    /// <summary>The encodings by preference, with the endings of their files.</summary>
    private static readonly (string Encoding, string Ending)[] Forms = [("br", ".br"), ("gzip", ".gz")];

    public static void Use(WebApplication app) => app.UseWhen(
        http => IsAsset(http.Request.Path),
        assets => assets.Use(PreferCompressed)
            .UseStaticFiles(new StaticFileOptions { ContentTypeProvider = new TypeBeforeCompression(), OnPrepareResponse = Describe }));

    private static bool IsAsset(PathString path) =>
        (path.StartsWithSegments("/assets", StringComparison.Ordinal) || path == "/favicon.svg") && FormOf(path) is null;

    private static string? FormOf(string? path) =>
        Forms.FirstOrDefault(f => path?.EndsWith(f.Ending, StringComparison.Ordinal) == true).Encoding;

    private static Task PreferCompressed(HttpContext http, RequestDelegate next)
    {
        var files = http.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider;
        var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
        var form = Forms.FirstOrDefault(f => accepted.Any(a => a.Value == f.Encoding && a.Quality is not 0)
            && files.GetFileInfo(http.Request.Path + f.Ending).Exists);
        http.Request.Path += form.Ending;
        return next(http);
    }

    /// <summary>Vite's file names carry their content's hash; sandboxed frames have no origin and fetch them across one.</summary>
    private static void Describe(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        if (FormOf(file.File.Name) is { } encoding)
            headers.ContentEncoding = encoding;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!file.Context.Request.Path.StartsWithSegments("/assets"))
            return;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.AccessControlAllowOrigin = "*";
    }

    private sealed class TypeBeforeCompression : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider types = new();

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType) =>
            types.TryGetContentType(FormOf(subpath) is null ? subpath : Path.ChangeExtension(subpath, null), out contentType);
    }
}
