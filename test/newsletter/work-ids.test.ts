import { describe, expect, it } from "vitest";

import { isIssn, workIds } from "#newsletter/work-ids.ts";

describe("the identifiers of a work", () => {
  it.each([
    ["https://arxiv.org/abs/1905.02175", { arxiv: "1905.02175", doi: "10.48550/arXiv.1905.02175" }],
    [
      "http://www.arxiv.org/pdf/1905.02175v4.pdf",
      { arxiv: "1905.02175", doi: "10.48550/arXiv.1905.02175" },
    ],
    [
      "https://arxiv.org/abs/hep-th/9901001",
      { arxiv: "hep-th/9901001", doi: "10.48550/arXiv.hep-th/9901001" },
    ],
    ["https://doi.org/10.23915/distill.00019.4", { doi: "10.23915/distill.00019.4" }],
    [
      "https://doi.org/10.48550/arXiv.2401.01234",
      { arxiv: "2401.01234", doi: "10.48550/arXiv.2401.01234" },
    ],
    ["https://dl.acm.org/doi/pdf/10.1145/3442188.3445922", { doi: "10.1145/3442188.3445922" }],
    ["https://example.org/abs/1905.02175", {}],
    ["https://arxiv.org/list/cs.LG/recent", {}],
    ["https://example.org/%E0%A4%A", {}],
  ])("are read from %s", (address, ids) => {
    expect(workIds(address)).toEqual(ids);
  });

  it("are none where there is no address", () => {
    expect(workIds(undefined)).toEqual({});
  });
});

it("knows a serial number by its check digit", () => {
  for (const issn of ["2049-3630", "0028-0836", "2476-0757", "1050-124X"]) {
    expect(isIssn(issn), issn).toBe(true);
  }
  for (const no of ["2049-3631", "20493630", "0028-083X", "1050-1240", ""]) {
    expect(isIssn(no), no).toBe(false);
  }
});
