using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Guildhall.Content.Files;

/// <summary>An author adds a picture to a text. Until a public article shows it, only those who write here can see it.</summary>
internal sealed class AddPicture(FileStore store, KeepFile keep, Guard guard, CommunityScope scope, IOptions<ContentOptions> options)
{
    /// <returns>The Markdown that shows it.</returns>
    /// <exception cref="Refused">It is missing, too large, damaged, or not a picture.</exception>
    public async Task<string> RunAsync(IFormFile? upload, long memberId, CancellationToken cancel = default)
    {
        await guard.RequireAsync(Permissions.WriteContent, cancel);
        if (upload is null || upload.Length == 0)
            throw PictureRefused.Missing();
        if (upload.Length > options.Value.PictureBytes)
            throw PictureRefused.TooManyBytes(options.Value.PictureMegabytes);
        await using var content = upload.OpenReadStream();
        var bytes = await store.KeepAsync(content, options.Value.PictureBytes, cancel, onlyPictures: true);

        // It is served as what it is, so its name says that too.
        var name = Path.GetFileNameWithoutExtension(FileNames.Safe(upload.FileName)) + bytes.Picture!.Value.Extension;
        var file = await keep.RecordAsync(bytes, name, memberId, cancel);
        var words = Path.GetFileNameWithoutExtension(file.Name).Replace('[', '(').Replace(']', ')').Replace('\\', ' ');
        return $"![{words}]({ArticlePaths.File(scope.Required.Slug, file.Code, file.Name).Replace("(", "%28").Replace(")", "%29")})";
    }
}
