using TorchSharp.System.Tests.Support;
using static TorchSharp.torch;

namespace TorchSharp.System.Tests.Operators;

/// <summary>
/// Products and factorizations, one line each: what is computed, an expression from other operators that must give the same, and where the arguments lie.
/// </summary>
public sealed record Linear(string Name, Func<Tensor[], Tensor> Apply, Func<Tensor[], Tensor> Same, params Domain[] Inputs)
{
    private static readonly Domain _vector = new(-1, 1, 3), _matrix = new(-1, 1, 3, 3), _batch = new(-1, 1, 2, 3, 3);
    private static readonly Domain _one = new(0, 1, 3, 3) { Definite = true }, _spd = new(0, 1, 2, 3, 3) { Definite = true };

    private static Tensor Rows(Tensor a, Tensor b) => (a.unsqueeze(-1) * b.unsqueeze(-3)).sum(-2);
    /// <summary>The gradient of a Cholesky factor is symmetric by convention, so differences must be taken along symmetric matrices.</summary>
    private static Tensor Factor(Tensor a) => linalg.cholesky((a + a.mT) / 2);
    private static Tensor Eye(Tensor a) => eye(a.shape[^1], dtype: float64).expand(a.shape);

    public static readonly Linear[] All =
    [
        new("matmul", x => x[0].matmul(x[1]), x => Rows(x[0], x[1]), _batch, _matrix), new("mm", x => x[0].mm(x[1]), x => Rows(x[0], x[1]), _matrix, _matrix),
        new("bmm", x => x[0].bmm(x[1]), x => Rows(x[0], x[1]), _batch, _batch), new("mv", x => x[0].mv(x[1]), x => (x[0] * x[1]).sum(-1), _matrix, _vector),
        new("dot", x => x[0].dot(x[1]), x => (x[0] * x[1]).sum(), _vector, _vector),
        new("vdot", x => x[0].vdot(x[1]), x => (x[0] * x[1]).sum(), _vector, _vector),
        new("inner", x => x[0].inner(x[1]), x => Rows(x[0], x[1].t()), _matrix, _matrix),
        new("outer", x => x[0].outer(x[1]), x => x[0].unsqueeze(1) * x[1], _vector, _vector),
        new("ger", x => x[0].ger(x[1]), x => x[0].unsqueeze(1) * x[1], _vector, _vector),
        new("kron", x => x[0].kron(x[1]), x => x[0].outer(x[1]).flatten(), _vector, _vector),
        new("addmm", x => x[0].addmm(x[1], x[2], 2, 3), x => x[0] * 2 + x[1].mm(x[2]) * 3, _matrix, _matrix, _matrix),
        new("addmv", x => x[0].addmv(x[1], x[2], 2, 3), x => x[0] * 2 + x[1].mv(x[2]) * 3, _vector, _matrix, _vector),
        new("addr", x => x[0].addr(x[1], x[2], 2, 3), x => x[0] * 2 + x[1].outer(x[2]) * 3, _matrix, _vector, _vector),
        new("baddbmm", x => x[0].baddbmm(x[1], x[2], 2, 3), x => x[2] * 2 + x[0].bmm(x[1]) * 3, _batch, _batch, _batch),
        new("addbmm", x => x[0].addbmm(x[1], x[2], 2, 3), x => x[0] * 2 + x[1].bmm(x[2]).sum(dim: 0) * 3, _matrix, _batch, _batch),
        new("tensordot", x => x[0].tensordot(x[1], [1], [0]), x => x[0].mm(x[1]), _matrix, _matrix),
        new("tensordot dims", x => x[0].tensordot(x[1], 1), x => x[0].mm(x[1]), _matrix, _matrix),
        new("einsum", x => einsum("bij,jk->bik", x[0], x[1]), x => x[0].matmul(x[1]), _batch, _matrix),
        new("multi_dot", x => linalg.multi_dot([x[0], x[1]]), x => x[0].mm(x[1]), _matrix, _matrix),
        new("chain_matmul", x => chain_matmul(x[0], x[1]), x => x[0].mm(x[1]), _matrix, _matrix),
        new("cdist", x => cdist(x[0], x[1] + 3), x => (x[0].unsqueeze(1) - (x[1] + 3)).square().sum(-1).sqrt(), _matrix, _matrix),
        new("linalg.cross", x => linalg.cross(x[0], x[1]), x => x[0].roll([-1], [-1]) * x[1].roll([1], [-1]) - x[0].roll([1], [-1]) * x[1].roll([-1], [-1]),
            _vector, _vector),
        new("linalg.vecdot", x => linalg.vecdot(x[0], x[1]), x => (x[0] * x[1]).sum(-1), _matrix, _matrix),
        new("trace", x => x[0].trace(), x => x[0].diagonal().sum(), _matrix),
        new("det", x => linalg.det(x[0]), x => linalg.eigvalsh(x[0]).prod(-1), _spd),
        new("logdet", x => x[0].logdet(), x => linalg.eigvalsh(x[0]).log().sum(-1), _spd),
        new("slogdet", x => linalg.slogdet(x[0]).Item2, x => linalg.eigvalsh(x[0]).log().sum(-1), _spd),
        new("inv", x => x[0].matmul(linalg.inv(x[0])), x => Eye(x[0]), _spd),
        new("inverse", x => x[0].inverse(), x => linalg.inv(x[0]), _spd), new("inv_ex", x => linalg.inv_ex(x[0]).Item1, x => linalg.inv(x[0]), _spd),
        new("cholesky", x => Factor(x[0]).matmul(Factor(x[0]).mT), x => x[0], _spd),
        new("cholesky factor", x => Factor(x[0]), x => linalg.cholesky(x[0]).tril(), _spd),
        new("cholesky_ex", x => linalg.cholesky_ex((x[0] + x[0].mT) / 2).Item1, x => linalg.cholesky(x[0]), _spd),
        new("cholesky_inverse", x => Factor(x[0]).cholesky_inverse(), x => linalg.inv(x[0]), _one),
        new("cholesky_solve", x => x[1].cholesky_solve(Factor(x[0])), x => linalg.inv(x[0]).matmul(x[1]), _spd, _batch),
        new("solve", x => linalg.solve(x[0], x[1]), x => linalg.inv(x[0]).matmul(x[1]), _spd, _batch),
        new("solve_ex", x => linalg.solve_ex(x[0], x[1]).Item1, x => linalg.inv(x[0]).matmul(x[1]), _spd, _batch),
        new("solve_triangular", x => linalg.solve_triangular(x[0].tril(), x[1], upper: false), x => linalg.inv(x[0].tril()).matmul(x[1]), _spd, _batch),
        new("eigvalsh", x => linalg.eigvalsh(x[0]).sum(-1), x => x[0].diagonal(0, -2, -1).sum(-1), _spd),
        new("eigh", x => Rebuilt(linalg.eigh((x[0] + x[0].mT) / 2)), x => (x[0] + x[0].mT) / 2, _spd),
        new("svdvals", x => linalg.svdvals(x[0]).square().sum(-1), x => x[0].square().sum([-2, -1]), _batch),
        new("svd", x => Rebuilt(linalg.svd(x[0])), x => x[0], _batch),
        new("qr", x => { var (q, r) = linalg.qr(x[0]); return q.matmul(r); }, x => x[0], _batch),
        new("lu", x => { var (p, l, u) = linalg.lu(x[0]); return p.matmul(l).matmul(u); }, x => x[0], _batch),
        new("lu_factor", x => { var (lu, pivots) = linalg.lu_factor(x[0]); return linalg.lu_solve(lu, pivots!, x[1]); }, x => linalg.solve(x[0], x[1]), _spd,
            _batch),
        new("lstsq", x => linalg.lstsq(x[0], x[1]).Item1, x => linalg.solve(x[0], x[1]), _spd, _batch),
        new("pinv", x => linalg.pinv(x[0]), x => linalg.inv(x[0]), _spd),
        new("pinverse", x => x[0].pinverse(), x => linalg.inv(x[0]), _spd),
        new("matrix_power", x => x[0].matrix_power(3), x => x[0].matmul(x[0]).matmul(x[0]), _batch),
        new("matrix_exp", x => x[0].matrix_exp().det().log(), x => x[0].diagonal(0, -2, -1).sum(-1), _batch),
        new("vector_norm", x => linalg.vector_norm(x[0], 3), x => x[0].abs().pow(3).sum().pow(1.0 / 3), _batch),
        new("matrix_norm", x => linalg.matrix_norm(x[0]), x => x[0].square().sum([-2, -1]).sqrt(), _batch),
        new("linalg.norm", x => linalg.norm(x[0]), x => x[0].square().sum().sqrt(), _batch),
        new("linalg.diagonal", x => linalg.diagonal(x[0]), x => x[0].diagonal(0, -2, -1), _batch),
        new("cond", x => linalg.cond(x[0]), x => linalg.svdvals(x[0]).amax(-1) / linalg.svdvals(x[0]).amin(-1), _spd),
        new("vander", x => vander(x[0]), x => stack([x[0] * x[0], x[0], ones_like(x[0])], -1), _vector),
        new("linalg.vander", x => linalg.vander(x[0]), x => stack([ones_like(x[0]), x[0], x[0] * x[0]], -1), _vector),
        new("fft", x => view_as_real(fft.fft_(x[0])).square().sum() / 3, x => x[0].square().sum(), _vector),
        new("ifft", x => real(fft.ifft(fft.fft_(x[0]))), x => x[0], _vector),
        new("rfft", x => fft.irfft(fft.rfft(x[0]), 3), x => x[0], _vector), new("fft2", x => real(fft.ifft2(fft.fft2(x[0]))), x => x[0], _matrix),
        new("fftn", x => real(fft.ifftn(fft.fftn(x[0]))), x => x[0], _batch),
        new("fftshift", x => fft.ifftshift(fft.fftshift(x[0])), x => x[0], _vector),
        new("complex", x => real(complex(x[0], x[1]) * complex(x[0], x[1])), x => x[0].square() - x[1].square(), _vector, _vector),
    ];

    private static Tensor Rebuilt((Tensor values, Tensor vectors) eigen) => (eigen.vectors * eigen.values.unsqueeze(-2)).matmul(eigen.vectors.mT);
    private static Tensor Rebuilt((Tensor u, Tensor s, Tensor v) svd) => (svd.u * svd.s.unsqueeze(-2)).matmul(svd.v);
}
