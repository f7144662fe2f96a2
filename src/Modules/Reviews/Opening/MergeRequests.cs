using System.Text.RegularExpressions;
using Guildhall.Kernel.Http;

namespace Guildhall.Reviews.Opening;

/// <summary>
/// Addresses of public merge requests, and where each host gives the diff of one as text: GitHub, Gitea, Forgejo and Gitee at
/// <c>/owner/repo/pull/12.diff</c> (or <c>pulls</c>), GitLab at <c>/group/repo/-/merge_requests/12.diff</c>. An address that ends in
/// ".diff" or ".patch" is taken as it is.
/// Sources: https://docs.gitlab.com/user/project/merge_requests/reviews/#download-merge-request-changes,
/// https://docs.github.com/en/pull-requests (diff and patch of a pull request)
/// </summary>
internal static partial class MergeRequests
{
    /// <exception cref="Refused">At the field "source".</exception>
    public static string Check(string typed)
    {
        var address = typed.Trim();
        return address.Length <= Review.MaxSource && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && DiffOf(uri) is not null ? address
            : throw Refused.AtField("source", "source_unknown",
                "Give the https address of a public pull or merge request, or of a .diff or .patch file.");
    }

    /// <returns><c>null</c> for an address of another kind.</returns>
    public static Uri? DiffOf(Uri address)
    {
        var path = address.AbsolutePath;
        if (path.EndsWith(".diff", StringComparison.Ordinal) || path.EndsWith(".patch", StringComparison.Ordinal))
            return address;
        return Request().Match(path) is { Success: true } request
            ? new UriBuilder(address) { Path = request.Groups[1].Value + ".diff", Query = "", Fragment = "" }.Uri : null;
    }

    [GeneratedRegex(@"^(/.+/(?:-/merge_requests|merge_requests|pull|pulls)/\d{1,10})(?:/.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Request();
}
