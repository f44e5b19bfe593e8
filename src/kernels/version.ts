/** Version of the kernels: raised whenever any of them rounds a number differently. Part of a result's provenance. */
export const kernelsVersion = "2";
