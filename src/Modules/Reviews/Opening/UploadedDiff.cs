using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Guildhall.Reviews.Diffs;
using Guildhall.Reviews.Rounds;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Reviews.Opening;

/// <summary>What a form brings: a text, or files that become one.</summary>
internal sealed class UploadedDiff(CheckDiff check)
{
    /// <summary>What the forms take in all, so that one that is a little too large is refused at its field.</summary>
    public const int MaxRequest = 20 * 1024 * 1024;

    /// <exception cref="Refused">At the field "diff": the files are too large together.</exception>
    public async Task<string?> ReadAsync(string? typed, IFormFileCollection files, CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(typed) || files.Count == 0)
            return typed;
        if (files.Sum(f => f.Length) > check.MaxBytes)
            throw check.TooLarge();
        var read = new List<(string Name, byte[] Content)>();
        foreach (var file in files.Where(f => f.Length > 0))
        {
            using var content = new MemoryStream((int)file.Length);
            await file.CopyToAsync(content, cancel);
            read.Add((FileNames.Safe(file.FileName), content.ToArray()));
        }
        return read.Count == 0 ? typed : DiffOfFiles.Of(read);
    }
}
